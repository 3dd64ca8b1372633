package chunkedbuffer.benchmarks.run;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The benchmarks' threads, of the kind that Netty's caches work on. JMH makes it by its name. */
public final class FastThreads extends ThreadPoolExecutor {
    static final String NAME = "bench-worker";

    /**
     * For JMH.
     *
     * @param threads how many at most
     * @param prefix of their names, ignored
     */
    public FastThreads(int threads, String prefix) {
        super(threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), new DefaultThreadFactory(NAME, true));
    }
}
