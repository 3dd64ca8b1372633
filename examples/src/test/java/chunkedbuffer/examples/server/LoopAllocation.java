package chunkedbuffer.examples.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What a server's event loop allocates, by the JVM's own counter. The only loop that there is. */
public final class LoopAllocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int WARM_UPS = 40;
    private static final int RUNS = 5;

    private final long loop;

    private LoopAllocation(long loop) {
        this.loop = loop;
    }

    /** Finds the loop of a transport. */
    public static LoopAllocation of(String transport) {
        List<Long> found = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("chunkedbuffer-" + transport + "-")) {
                found.add(thread.getId());
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " loops of the transport " + transport);
        }
        return new LoopAllocation(found.get(0));
    }

    /** Some work of a client. */
    @FunctionalInterface
    public interface Work {

        /** Does it so many times. */
        void run(int times) throws Exception;
    }

    /**
     * What the loop allocates for some work when it is warm: the compilers take their time, and some garbage of the interpreter
     * away with it.
     *
     * @return the least that it allocated in a few runs, in bytes
     */
    public long whenWarm(int times, Work work) throws Exception {
        least(WARM_UPS, times / 10, work);
        return least(RUNS, times, work);
    }

    /** Goes on until the loop allocates nothing. */
    private long least(int runs, int times, Work work) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < runs && least > 0; i++) {
            long before = THREADS.getThreadAllocatedBytes(loop);
            work.run(times);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(loop) - before);
        }
        return least;
    }
}
