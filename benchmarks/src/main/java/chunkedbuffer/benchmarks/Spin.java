package chunkedbuffer.benchmarks;

/** A wait for the other thread that gives the processor up now and then, since there may be one only. */
public final class Spin {
    private static final int SPINS = 1000;

    private int count;

    /** Waits a moment. */
    @SuppressWarnings("ThreadPriorityCheck") // the other thread may need this processor
    public void pause() {
        if (count++ < SPINS) {
            Thread.onSpinWait();
        } else {
            count = 0;
            Thread.yield();
        }
    }
}
