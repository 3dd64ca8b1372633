package chunkedbuffer.benchmarks.run;

import chunkedbuffer.benchmarks.bulk.BulkPeer;
import chunkedbuffer.benchmarks.bulk.PassagePeer;
import chunkedbuffer.benchmarks.message.MessagePeer;
import chunkedbuffer.benchmarks.message.Mix;
import chunkedbuffer.benchmarks.message.Taking;
import chunkedbuffer.benchmarks.pool.PoolPeer;
import chunkedbuffer.benchmarks.search.SearchPeer;
import chunkedbuffer.benchmarks.search.Wanted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is run: every benchmark with every peer that can do it, or, for a quick look, the chief ones. */
final class Plan {
    private static final Set<MessagePeer> CHIEF_MESSAGE = EnumSet.of(
            MessagePeer.CHUNKEDBUFFER_DIRECT,
            MessagePeer.CHUNKEDBUFFER_HEAP,
            MessagePeer.LIMIT_ARRAY,
            MessagePeer.LIMIT_DIRECT,
            MessagePeer.NETTY_HEAP,
            MessagePeer.OKIO,
            MessagePeer.KOTLINX_IO);
    private static final Set<SearchPeer> CHIEF_SEARCH = EnumSet.of(
            SearchPeer.CHUNKEDBUFFER_DIRECT,
            SearchPeer.CHUNKEDBUFFER_HEAP,
            SearchPeer.LIMIT_ARRAY,
            SearchPeer.NETTY_HEAP,
            SearchPeer.OKIO);
    private static final Set<PoolPeer> CHIEF_POOL = EnumSet.of(
            PoolPeer.CHUNKEDBUFFER_DIRECT,
            PoolPeer.LIMIT_DEQUE,
            PoolPeer.NETTY_POOLED,
            PoolPeer.NETTY_ADAPTIVE,
            PoolPeer.OKIO_BUFFER,
            PoolPeer.OKIO_SEGMENT,
            PoolPeer.KOTLINX_BUFFER,
            PoolPeer.KOTLINX_SEGMENT,
            PoolPeer.JETTY);

    /** Too slow to wait for when bytes trickle in: one looks at all of them again at each, one chains a component a byte. */
    private static final Set<MessagePeer> SLOW_AT_TRICKLE =
            EnumSet.of(MessagePeer.NETTY_DELIMITER_DECODER, MessagePeer.NETTY_DECODER_COMPOSITE);

    private final boolean quick;
    private final List<Step> steps = new ArrayList<>();

    private Plan(boolean quick) {
        this.quick = quick;
    }

    /** One benchmark method with its parameters. */
    record Step(String benchmark, Map<String, String[]> parameters) {
        Step with(String parameter, String... values) {
            Map<String, String[]> changed = new LinkedHashMap<>(parameters);
            changed.put(parameter, values);
            return new Step(benchmark, changed);
        }
    }

    static List<Step> of(boolean quick) {
        Plan plan = new Plan(quick);
        plan.messages();
        plan.bulk();
        plan.search();
        plan.pools();
        return plan.steps;
    }

    private void messages() {
        for (Taking taking : Taking.values()) {
            for (Mix mix : Mix.values()) {
                boolean chief = mix == Mix.LINES_64
                        || (taking == Taking.LOOK && mix == Mix.LINES_RESP)
                        || (taking != Taking.SLICE && mix == Mix.FRAMES_100);
                boolean trickle = mix == Mix.LINES_32K;
                if ((quick && !chief) || (trickle && taking != Taking.LOOK)) {
                    continue;
                }
                String[] peers = names(
                        MessagePeer.values(),
                        p -> p.can(mix, taking)
                                && chief(CHIEF_MESSAGE, p)
                                && !(trickle && SLOW_AT_TRICKLE.contains(p)));
                if (peers.length > 0) {
                    String[] pieces = trickle
                            ? new String[] {"1"}
                            : quick ? new String[] {"16384"} : new String[] {"1460", "16384"};
                    step("MessageBenchmark", taking, "peer", peers, "mix", names(mix), "piece", pieces);
                }
            }
        }
    }

    private void bulk() {
        step("BulkBenchmark.inAndOut", "peer", names(BulkPeer.values(), p -> true), "burst", new String[] {"1", "16"});
        step("PassageBenchmark.twoThreads", "peer", names(PassagePeer.values(), p -> true), "write", new String[] {
            "1460", "65536"
        });
    }

    private void search() {
        for (Wanted wanted : Wanted.values()) {
            boolean byte1 = wanted == Wanted.NEWLINE;
            String[] distances = quick
                    ? byte1 ? new String[] {"16", "256", "65536"} : new String[] {"65536"}
                    : new String[] {"16", "64", "256", "1024", "4096", "65536", "1048576"};
            String[] peers = names(SearchPeer.values(), p -> p.can(wanted) && chief(CHIEF_SEARCH, p));
            step("SearchBenchmark", wanted, "peer", peers, "distance", distances);
        }
    }

    private void pools() {
        for (String method : List.of("oneThread", "twoThreads", "held32", "acrossThreads")) {
            pool(method, p -> p.crosses() || !method.equals("acrossThreads"));
        }
        if (Runtime.version().feature() >= 21) {
            pool("virtualThreads", PoolPeer::servesCrowds);
            pool("virtualThreadsHeld", PoolPeer::servesCrowds);
        }
    }

    private void pool(String method, Predicate<PoolPeer> wanted) {
        for (int size : quick ? new int[] {8192} : new int[] {8192, 65536}) {
            String[] peers = names(PoolPeer.values(), p -> p.can(size) && wanted.test(p) && chief(CHIEF_POOL, p));
            step("PoolBenchmark." + method, "peer", peers, "size", new String[] {Integer.toString(size)});
        }
    }

    private <E extends Enum<E>> boolean chief(Set<E> chiefs, E peer) {
        return !quick || chiefs.contains(peer);
    }

    private void step(String type, Enum<?> method, Object... parameters) {
        step(type + "." + method.name().toLowerCase(Locale.ROOT), parameters);
    }

    private void step(String benchmark, Object... parameters) {
        Map<String, String[]> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put((String) parameters[i], (String[]) parameters[i + 1]);
        }
        steps.add(new Step(benchmark, map));
    }

    private static String[] names(Enum<?> one) {
        return new String[] {one.name()};
    }

    private static <E extends Enum<E>> String[] names(E[] peers, Predicate<E> wanted) {
        return Stream.of(peers).filter(wanted).map(Enum::name).toArray(String[]::new);
    }
}
