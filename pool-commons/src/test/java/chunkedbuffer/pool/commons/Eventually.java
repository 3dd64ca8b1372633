package chunkedbuffer.pool.commons;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Bounded waiting for what nobody tells of, such as a thread's state or the work of the evictor. */
final class Eventually {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                Assertions.fail("waited 20 s in vain until " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    static void waits(Thread thread) {
        holds(thread + " waits", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            default -> false;
        });
    }
}
