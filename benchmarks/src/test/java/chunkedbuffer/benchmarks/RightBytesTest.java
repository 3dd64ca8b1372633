package chunkedbuffer.benchmarks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import chunkedbuffer.benchmarks.bulk.BulkBuffer;
import chunkedbuffer.benchmarks.bulk.BulkCheck;
import chunkedbuffer.benchmarks.bulk.BulkPeer;
import chunkedbuffer.benchmarks.bulk.Courier;
import chunkedbuffer.benchmarks.bulk.HandOver;
import chunkedbuffer.benchmarks.bulk.HandOverPeer;
import chunkedbuffer.benchmarks.bulk.Handing;
import chunkedbuffer.benchmarks.bulk.PassagePeer;
import chunkedbuffer.benchmarks.message.MessageBuffer;
import chunkedbuffer.benchmarks.message.MessageCheck;
import chunkedbuffer.benchmarks.message.MessagePeer;
import chunkedbuffer.benchmarks.message.MessageStream;
import chunkedbuffer.benchmarks.message.Mix;
import chunkedbuffer.benchmarks.message.Taking;
import chunkedbuffer.benchmarks.number.NumberBuffer;
import chunkedbuffer.benchmarks.number.NumberCheck;
import chunkedbuffer.benchmarks.number.NumberPeer;
import chunkedbuffer.benchmarks.number.Numeral;
import chunkedbuffer.benchmarks.pool.Blocks;
import chunkedbuffer.benchmarks.pool.PoolCheck;
import chunkedbuffer.benchmarks.pool.PoolPeer;
import chunkedbuffer.benchmarks.search.Haystack;
import chunkedbuffer.benchmarks.search.SearchBuffer;
import chunkedbuffer.benchmarks.search.SearchCheck;
import chunkedbuffer.benchmarks.search.SearchPeer;
import chunkedbuffer.benchmarks.search.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of every table once: that the right bytes come out. Nothing is timed. */
class RightBytesTest {
    private static final int[] ROOMY = {1 << 22};
    private static final int[] HOLDS = {1 << 16, 1 << 22};

    private final List<DynamicTest> tests = new ArrayList<>();

    @TestFactory
    List<DynamicTest> messages() {
        for (Mix mix : Mix.values()) {
            MessageStream stream = MessageStream.of(mix);
            for (MessagePeer peer : MessagePeer.values()) {
                for (Taking taking : Taking.values()) {
                    if (peer.can(mix, taking)) {
                        tests.add(dynamicTest(peer + " " + mix + " " + taking, () -> {
                            MessageBuffer<?> buffer = peer.open(mix);
                            MessageCheck.check(buffer, stream, 1460, taking);
                            MessageCheck.check(buffer, stream, 16384, taking);
                            buffer.close();
                        }));
                    }
                }
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> bulk() {
        for (BulkPeer peer : BulkPeer.values()) {
            if (peer.can()) {
                tests.add(dynamicTest("in and out, " + peer, () -> {
                    BulkBuffer buffer = peer.open(16);
                    BulkCheck.check(buffer, 1);
                    BulkCheck.check(buffer, 16);
                    buffer.close();
                }));
            }
        }
        for (PassagePeer peer : PassagePeer.values()) {
            for (int write : new int[] {1460, 65536}) {
                for (int holds : HOLDS) {
                    tests.add(dynamicTest("two threads, writes of " + write + ", " + holds + ", " + peer, () -> {
                        Courier courier = new Courier(peer.open(holds, write), write);
                        courier.check(write);
                        courier.close();
                    }));
                }
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> handOvers() {
        for (HandOverPeer peer : HandOverPeer.values()) {
            for (boolean twoThreads : new boolean[] {false, true}) {
                for (int length : new int[] {8192, 65536}) {
                    for (int holds : twoThreads ? HOLDS : ROOMY) {
                        if (peer.can(twoThreads)) {
                            String name = "handed over, " + (twoThreads ? 2 : 1) + " threads, " + length + ", " + holds
                                    + ", " + peer;
                            tests.add(dynamicTest(name, () -> {
                                HandOver place = peer.open(twoThreads, length, holds);
                                Handing handing = new Handing(place, length, 48, twoThreads);
                                handing.check();
                                handing.check();
                                handing.close();
                            }));
                        }
                    }
                }
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> search() {
        for (Wanted wanted : Wanted.values()) {
            for (SearchPeer peer : SearchPeer.values()) {
                if (peer.can(wanted)) {
                    for (int distance : new int[] {16, wanted.arrives() ? 9000 : 65536}) {
                        tests.add(dynamicTest(peer + " " + wanted + " at " + distance, () -> {
                            SearchBuffer buffer = peer.open();
                            Haystack haystack = Haystack.of(wanted, distance);
                            if (wanted.arrives()) {
                                SearchCheck.trickle(buffer, haystack);
                                SearchCheck.trickle(buffer, haystack);
                            } else {
                                SearchCheck.fill(buffer, haystack);
                            }
                            buffer.close();
                        }));
                    }
                }
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> numbers() {
        for (Numeral numeral : Numeral.values()) {
            for (NumberPeer peer : NumberPeer.values()) {
                if (peer.can(numeral)) {
                    tests.add(dynamicTest(peer + " " + numeral, () -> {
                        NumberBuffer buffer = peer.open();
                        NumberCheck.check(buffer, numeral, 1460);
                        NumberCheck.check(buffer, numeral, 16384);
                        NumberCheck.check(buffer, numeral, 7);
                        buffer.close();
                    }));
                }
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> pools() {
        for (PoolPeer peer : PoolPeer.values()) {
            for (int size : new int[] {8192, 65536}) {
                if (peer.can(size)) {
                    tests.add(dynamicTest(peer + " " + size, () -> {
                        Blocks<?> pool = peer.open(size);
                        PoolCheck.check(pool, size, 32);
                        pool.close();
                    }));
                }
            }
        }
        return tests;
    }
}
