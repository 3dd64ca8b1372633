package chunkedbuffer.faults;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link FaultProxy} can do to conversations: at every byte position, in both directions. */
@ParameterizedClass(name = "{0}")
@MethodSource(Transports.NAMES)
@ExtendWith({NothingLeaked.class, DescriptorsKept.class})
@Timeout(300)
class WireFaultsTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());
    private static final boolean ALL = Boolean.getBoolean("chunkedbuffer.faults.all");
    private static final int RIGS = 4;

    private static final AtomicInteger HELD = new AtomicInteger();

    @Parameter
    String transport;

    /** How the two talk. */
    enum Talk {
        LINES {
            @Override
            Conversation make(long seed, int exchanges, int longest) {
                return new LineConversation(seed, exchanges, longest);
            }
        },
        RESP {
            @Override
            Conversation make(long seed, int exchanges, int longest) {
                return new RespConversation(seed, exchanges, longest);
            }
        };

        abstract Conversation make(long seed, int exchanges, int longest);
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void aResetAtEveryPosition(Talk talk, PoolProbe pools) throws Exception {
        everywhere(Fault.Kind.RESET, talk, pools);
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void oneDirectionEndsAtEveryPosition(Talk talk, PoolProbe pools) throws Exception {
        everywhere(Fault.Kind.END, talk, pools);
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void bothDirectionsEndAtEveryPosition(Talk talk, PoolProbe pools) throws Exception {
        everywhere(Fault.Kind.CLOSE, talk, pools);
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void aStallAtEveryPositionTimesOutAndGoesOnLater(Talk talk, PoolProbe pools) throws Exception {
        everywhere(Fault.Kind.STALL, talk, pools);
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void whatIsLostFromEveryPositionOnTimesOut(Talk talk, PoolProbe pools) throws Exception {
        everywhere(Fault.Kind.SWALLOW, talk, pools);
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void byteByByte(Talk talk, PoolProbe pools) throws Exception {
        Conversation conversation = talk.make(SEED, ALL ? 1000 : 50, 100);
        hold(conversation, pools, List.of(Fault.NONE), Weather.byteByByte());
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void smallPiecesWithPauses(Talk talk, PoolProbe pools) throws Exception {
        for (int i = 0; i < (ALL ? 50 : 2); i++) {
            Conversation conversation = talk.make(SEED + i, ALL ? 20 : 4, 100);
            hold(conversation, pools, List.of(Fault.NONE), new Weather(7, 100, SEED + i));
        }
    }

    @ParameterizedTest
    @EnumSource(Talk.class)
    void muchInPiecesOfAllSizes(Talk talk, PoolProbe pools) throws Exception {
        for (int i = 0; i < (ALL ? 50 : 2); i++) {
            Conversation conversation = talk.make(SEED + i, 10, 200_000);
            hold(conversation, pools, List.of(Fault.NONE), new Weather(50_000, 0, SEED + i));
        }
    }

    private void everywhere(Fault.Kind kind, Talk talk, PoolProbe pools) throws Exception {
        Conversation conversation = ALL ? talk.make(SEED, 5, 60) : talk.make(SEED, 2, 12);
        hold(conversation, pools, Fault.everywhere(kind, conversation), Weather.fine());
    }

    /** Holds the conversation once with each fault, some at a time. */
    private void hold(Conversation conversation, PoolProbe pools, List<Fault> faults, Weather weather)
            throws Exception {
        ChunkPool pool = pools.create();
        Queue<Fault> left = new ConcurrentLinkedQueue<>(faults);
        ExecutorService threads = Executors.newFixedThreadPool(RIGS);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < Math.min(RIGS, faults.size()); i++) {
                working.add(threads.submit((Callable<Object>) () -> {
                    try (Rig rig = new Rig(transport, pool, conversation)) {
                        for (Fault fault = left.poll(); fault != null; fault = left.poll()) {
                            rig.hold(fault, weather);
                            HELD.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : working) {
                each.get(280, TimeUnit.SECONDS);
            }
        } catch (Throwable e) {
            throw new AssertionError("With -Dchunkedbuffer.seed=" + SEED + ": " + e.getMessage(), e);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void tell() {
        System.out.println("Wire faults: " + HELD + " conversations held, " + Conversation.VERIFIED
                + " bytes verified so far, -Dchunkedbuffer.seed=" + SEED);
    }
}
