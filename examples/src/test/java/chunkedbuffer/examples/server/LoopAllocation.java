package chunkedbuffer.examples.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What a server's event loop allocates, by the JVM's own counter. The only loop that there is. */
public final class LoopAllocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
    public interface Batch {

        /** Does it. */
        void run() throws Exception;
    }

    /**
     * Repeats something until the loop allocates nothing meanwhile: the compilers take their time, and some garbage of the
     * interpreter away with it.
     *
     * @param atMost how often
     * @return the least that the loop allocated, in bytes
     */
    public long least(int atMost, Batch batch) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < atMost && least > 0; i++) {
            least = Math.min(least, during(batch));
        }
        return least;
    }

    /** What the loop allocates while something runs. */
    public long during(Batch batch) throws Exception {
        long before = THREADS.getThreadAllocatedBytes(loop);
        batch.run();
        return THREADS.getThreadAllocatedBytes(loop) - before;
    }
}
