package chunkedbuffer.benchmarks.wire.server;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Threads for blocking code. */
public final class Workers {
    private Workers() {}

    /**
     * A thread for every task.
     *
     * @param kind {@code platform}, or {@code virtual}, which needs Java 21
     * @return what starts them
     */
    public static Executor of(String kind) {
        if (!kind.equals("virtual")) {
            return Executors.newCachedThreadPool();
        }
        try {
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Virtual threads need Java 21", e);
        }
    }
}
