package chunkedbuffer.spi;

/**
 * A connection that runs tasks where its stages run: implemented by a {@link chunkedbuffer.api.Connection} beside that interface.
 *
 * <p>What is done when a stage completes may begin the next one, and that may be complete at once: such a chain runs nested, each
 * step within the one before, and would fill the stack if a peer sent enough at once. A {@link chunkedbuffer.api.ChunkedStream}
 * that finds the stack deep goes on from here. Of a connection without it, it goes on in the common pool.
 */
public interface StageExecutor {
    /**
     * Runs a task there, later: on a thread of the connection's event loop not before this method has returned and its caller has.
     * Any thread may call it. It does not throw: what an executor of the user's refuses runs on the loop.
     *
     * @param task what to run
     */
    void executeLater(Runnable task);
}
