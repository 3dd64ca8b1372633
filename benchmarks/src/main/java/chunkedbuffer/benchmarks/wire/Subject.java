package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A peer's process, which is measured.
 *
 * @param peer whose it is
 * @param child the process
 * @param port of the server: this process, or, if this is a client, the one that answers it
 * @param isStation whether it is one of this module's, which tells what it allocated
 */
record Subject(String peer, Child child, int port, boolean isStation) {
    private static final Duration BOUND = Work.SOON;

    /** Something that makes requests. */
    @FunctionalInterface
    interface Requests {
        Done run() throws IOException, InterruptedException;
    }

    /**
     * What was done.
     *
     * @param count of requests
     * @param nanos how long it took
     * @param figures further ones that are known
     */
    record Done(double count, double nanos, Map<Figure, Double> figures) {}

    /** Measures this process while something makes requests. */
    Map<Figure, Double> measure(Requests requests) throws IOException, InterruptedException {
        long allocated = allocated();
        Child.Cpu before = child.cpu();
        Done done = requests.run();
        Child.Cpu used = child.cpu().minus(before);
        allocated = allocated() - allocated;
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RATE, done.count() / done.nanos() * 1e9);
        figures.put(Figure.CPU, used.all() / done.count());
        figures.put(Figure.KERNEL, used.kernel() / done.count());
        if (isStation) {
            figures.put(Figure.ALLOCATED, allocated / done.count());
        }
        figures.putAll(done.figures());
        return figures;
    }

    private long allocated() throws IOException, InterruptedException {
        return isStation ? Long.parseLong(child.ask(BOUND, "allocated")) : 0;
    }
}
