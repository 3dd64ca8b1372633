package chunkedbuffer.tck;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Bounded waiting for what cannot be waited for otherwise, such as a thread's state. */
final class Await {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final long BETWEEN_LOOKS = TimeUnit.MICROSECONDS.toNanos(200);

    private Await() {}

    /** Returns when the condition holds; fails the test when it does not in 20 seconds. */
    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                Assertions.fail("waited 20 s in vain until " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    /** Returns when the thread waits, with or without a time limit. */
    static void untilWaiting(Thread thread) {
        until(thread.getName() + " waits", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            default -> false;
        });
    }
}
