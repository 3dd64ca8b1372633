package chunkedbuffer.benchmarks.run;

import chunkedbuffer.benchmarks.bulk.BulkPeer;
import chunkedbuffer.benchmarks.bulk.HandOverPeer;
import chunkedbuffer.benchmarks.bulk.PassagePeer;
import chunkedbuffer.benchmarks.message.MessagePeer;
import chunkedbuffer.benchmarks.message.Mix;
import chunkedbuffer.benchmarks.message.Taking;
import chunkedbuffer.benchmarks.number.NumberPeer;
import chunkedbuffer.benchmarks.number.Numeral;
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
    private static final Set<PassagePeer> CHIEF_PASSAGE = EnumSet.of(
            PassagePeer.CHUNKEDBUFFER_DIRECT,
            PassagePeer.LIMIT_RING,
            PassagePeer.NETTY_QUEUE,
            PassagePeer.NETTY_RING,
            PassagePeer.OKIO_PIPE,
            PassagePeer.JAVA_IO);
    private static final Set<HandOverPeer> CHIEF_HAND_OVER = EnumSet.of(
            HandOverPeer.CHUNKEDBUFFER_DIRECT,
            HandOverPeer.CHUNKEDBUFFER_TRANSFER,
            HandOverPeer.CHUNKEDBUFFER_APPEND,
            HandOverPeer.LIMIT_BUFFERS,
            HandOverPeer.NETTY_POOLED,
            HandOverPeer.NETTY_ADAPTIVE,
            HandOverPeer.NETTY_RING);
    private static final Set<NumberPeer> CHIEF_NUMBER = EnumSet.of(
            NumberPeer.CHUNKEDBUFFER_DIRECT,
            NumberPeer.CHUNKEDBUFFER_HEAP,
            NumberPeer.LIMIT_ARRAY,
            NumberPeer.NETTY_HEAP,
            NumberPeer.OKIO,
            NumberPeer.KOTLINX_IO);
    private static final Set<SearchPeer> CHIEF_SEARCH = EnumSet.of(
            SearchPeer.CHUNKEDBUFFER_DIRECT,
            SearchPeer.CHUNKEDBUFFER_HEAP,
            SearchPeer.CHUNKEDBUFFER_DIRECT_VECTORS,
            SearchPeer.CHUNKEDBUFFER_HEAP_VECTORS,
            SearchPeer.LIMIT_ARRAY,
            SearchPeer.GLIBC_MEMCHR,
            SearchPeer.GLIBC_MEMMEM,
            SearchPeer.NETTY_HEAP,
            SearchPeer.OKIO,
            SearchPeer.KOTLINX_IO);
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
    private static final Set<MessagePeer> SLOW_AT_TRICKLE = EnumSet.of(
            MessagePeer.NETTY_DELIMITER_DECODER,
            MessagePeer.NETTY_DECODER_COMPOSITE,
            MessagePeer.NETTY_DECODER_COMPOSITE_ADAPTIVE);

    /** Bytes between two threads: what a pipe holds by default, and room for what a queue of buffers may hold. */
    private static final String[] HOLDS = {"65536", "4194304"};

    private static final String[] ROOMY = {"4194304"};

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

        /** Whether the two threads of it share the work. */
        boolean needsLongWarmup() {
            return benchmark.startsWith("Passage") || benchmark.equals("HandOverBenchmark.twoThreads");
        }

        /** The peers that need the same options of the JVM together, in the order of the step. */
        Map<List<String>, Step> byOptions() {
            Map<List<String>, List<String>> peers = new LinkedHashMap<>();
            for (String peer : parameters.getOrDefault("peer", new String[0])) {
                peers.computeIfAbsent(options(peer), key -> new ArrayList<>()).add(peer);
            }
            Map<List<String>, Step> steps = new LinkedHashMap<>();
            peers.forEach((options, alike) -> steps.put(options, with("peer", alike.toArray(String[]::new))));
            return steps;
        }

        private List<String> options(String peer) {
            return benchmark.startsWith("SearchBenchmark.")
                    ? SearchPeer.valueOf(peer).options()
                    : List.of();
        }
    }

    static List<Step> of(boolean quick) {
        Plan plan = new Plan(quick);
        plan.messages();
        plan.bulk();
        plan.search();
        plan.pools();
        plan.numbers();
        return plan.steps;
    }

    private void messages() {
        for (Mix mix : Mix.values()) {
            for (Taking taking : Taking.values()) {
                for (String piece : pieces(mix, taking)) {
                    String[] peers =
                            names(MessagePeer.values(), peer -> peer.can(mix, taking) && chief(peer, mix, taking));
                    if (peers.length > 0) {
                        step("MessageBenchmark", taking, "peer", peers, "mix", names(mix), "piece", new String[] {piece
                        });
                    }
                }
            }
        }
    }

    private List<String> pieces(Mix mix, Taking taking) {
        if (mix == Mix.LINES_32K) {
            return taking == Taking.LOOK ? List.of("1") : List.of();
        }
        if (!quick || (mix == Mix.LINES_64 && taking == Taking.LOOK)) {
            return List.of("1460", "16384");
        }
        boolean chief = mix != Mix.LINES_1000 || taking == Taking.ARRAY || taking == Taking.LOOK;
        return chief ? List.of("16384") : List.of();
    }

    private boolean chief(MessagePeer peer, Mix mix, Taking taking) {
        if (mix == Mix.LINES_32K && SLOW_AT_TRICKLE.contains(peer)) {
            return false;
        }
        // A second limit is for the goal that tells direct memory from the heap.
        boolean second = peer == MessagePeer.LIMIT_DIRECT && !(mix.isLines() && taking == Taking.LOOK);
        return chief(CHIEF_MESSAGE, peer) && !(quick && second);
    }

    private void bulk() {
        for (String burst : List.of("1", "16")) {
            step("BulkBenchmark.inAndOut", "peer", names(BulkPeer.values(), BulkPeer::can), "burst", new String[] {burst
            });
        }
        for (String write : List.of("1460", "65536")) {
            for (String holds : HOLDS) {
                String[] peers = names(
                        PassagePeer.values(), peer -> peer.can(Integer.parseInt(holds)) && chief(CHIEF_PASSAGE, peer));
                step(
                        "PassageBenchmark.twoThreads",
                        "peer",
                        peers,
                        "write",
                        new String[] {write},
                        "holds",
                        new String[] {holds});
            }
        }
        for (String length : quick ? List.of("65536") : List.of("8192", "65536")) {
            for (boolean two : new boolean[] {false, true}) {
                String[] peers = names(HandOverPeer.values(), peer -> peer.can(two) && chief(CHIEF_HAND_OVER, peer));
                String method = "HandOverBenchmark." + (two ? "twoThreads" : "oneThread");
                String[] holds = two && !quick ? HOLDS : ROOMY;
                step(method, "peer", peers, "length", new String[] {length}, "holds", holds);
            }
        }
    }

    private void numbers() {
        for (Numeral numeral : Numeral.values()) {
            for (String piece : quick ? List.of("16384") : List.of("1460", "16384")) {
                String[] peers = names(NumberPeer.values(), peer -> peer.can(numeral) && chief(CHIEF_NUMBER, peer));
                step("NumberBenchmark", numeral, "peer", peers, "piece", new String[] {piece});
            }
        }
    }

    private void search() {
        for (Wanted wanted : Wanted.values()) {
            for (String distance : distances(wanted)) {
                String[] peers = names(
                        SearchPeer.values(),
                        peer -> peer.can(wanted) && chief(CHIEF_SEARCH, peer) && isBearable(peer, wanted, distance));
                step("SearchBenchmark", wanted, "peer", peers, "distance", new String[] {distance});
            }
        }
    }

    private List<String> distances(Wanted wanted) {
        return switch (wanted) {
            case TRICKLE -> List.of("65536", "1048576");
            case NEWLINE ->
                quick
                        ? List.of("16", "256", "4096", "65536")
                        : List.of("16", "64", "256", "1024", "4096", "65536", "1048576");
            case NEARLY -> quick ? List.of() : List.of("16", "256", "4096", "65536", "1048576");
            case HOSTILE -> quick ? List.of("65536", "1048576") : List.of("16", "256", "4096", "65536", "1048576");
            case CRLF, WORD ->
                quick ? List.of("65536") : List.of("16", "64", "256", "1024", "4096", "65536", "1048576");
        };
    }

    /**
     * What takes the square of the length is not waited for at the longest, nor at all in a quick run, nor is what vectors do not
     * change run twice. What others do with the longest hostile text says nothing that the shorter one does not.
     */
    private boolean isBearable(SearchPeer peer, Wanted wanted, String distance) {
        boolean longest = distance.equals("1048576");
        return switch (wanted) {
            case TRICKLE -> peer.options().isEmpty() && (peer.goesOn() || !(longest || quick));
            case HOSTILE -> !quick || !longest || peer.name().startsWith("CHUNKEDBUFFER");
            default -> true;
        };
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

    /** A step a column, so that its rows run one after the other. */
    private void step(String benchmark, Object... parameters) {
        List<Step> columns = List.of(new Step(benchmark, new LinkedHashMap<>()));
        for (int i = 0; i < parameters.length; i += 2) {
            String name = (String) parameters[i];
            String[] values = (String[]) parameters[i + 1];
            List<Step> more = new ArrayList<>();
            for (Step column : columns) {
                if (name.equals("peer")) {
                    more.add(column.with(name, values));
                } else {
                    Stream.of(values).forEach(value -> more.add(column.with(name, value)));
                }
            }
            columns = more;
        }
        steps.addAll(columns);
    }

    private static String[] names(Enum<?> one) {
        return new String[] {one.name()};
    }

    private static <E extends Enum<E>> String[] names(E[] peers, Predicate<E> wanted) {
        return Stream.of(peers).filter(wanted).map(Enum::name).toArray(String[]::new);
    }
}
