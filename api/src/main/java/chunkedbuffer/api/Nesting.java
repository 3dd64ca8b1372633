package chunkedbuffer.api;

import chunkedbuffer.spi.StageExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a chain of stages that are complete at once from filling the stack: each step of it runs within the one before.
 *
 * <p>It looks at the stack now and then, as a look costs about a microsecond. Calls that race may let it look once more or less.
 */
final class Nesting {

    /** Calls between two looks. */
    private static final int CALLS = 64;

    /** Frames of a deep stack: much less than a thread has room for, and more than a program has that is not in such a chain. */
    private static final int DEEP = 500;

    /** For a caller on another thread that needs longer to attach what comes next than the task to begin. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

    private static final StackWalker WALKER = StackWalker.getInstance();

    private final Connection connection;
    private int calls;

    Nesting(Connection connection) {
        this.connection = connection;
    }

    /** Whether what the caller does had better be done, or told, {@linkplain #later later}. */
    boolean isDeep() {
        calls++;
        return calls % CALLS == 0
                && WALKER.walk(frames -> frames.skip(DEEP).findFirst().isPresent());
    }

    /**
     * Runs a task that completes a future where the connection's stages run, from the beginning of a stack. What comes next is to
     * be attached to the future by then: else it runs on the caller's stack. Who never attaches anything, and asks now and then,
     * waits a little longer.
     */
    void later(CompletableFuture<?> future, Runnable task) {
        execute(() -> {
            if (future.getNumberOfDependents() == 0) {
                SOON.execute(() -> execute(task));
            } else {
                task.run();
            }
        });
    }

    private void execute(Runnable task) {
        if (connection instanceof StageExecutor stages) {
            stages.executeLater(task);
        } else {
            ForkJoinPool.commonPool().execute(task);
        }
    }
}
