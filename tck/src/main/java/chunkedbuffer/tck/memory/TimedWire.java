package chunkedbuffer.tck.memory;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A wire that keeps real time, on a thread of its own while a transport is open. */
final class TimedWire extends Wire {

    private static final Logger LOG = LoggerFactory.getLogger(TimedWire.class);

    private @Nullable Thread thread; // under the lock

    @Override
    long now() {
        return System.nanoTime();
    }

    @Override
    void begin() {
        if (thread == null) {
            thread = new Thread(this::loop, "chunkedbuffer-memory-network");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        for (Runnable task = take(); task != null; task = take()) {
            try {
                run(task);
            } catch (RuntimeException | Error e) {
                LOG.error("A network in memory failed; what comes after goes on", e);
            }
        }
    }

    /** The next one when its time has come; {@code null} when no transport is open any more. */
    private @Nullable Runnable take() {
        lock.lock();
        try {
            while (!isIdle()) {
                Long due = nextDue();
                if (due == null) {
                    changed.awaitUninterruptibly();
                } else if (due - now() > 0) {
                    changed.awaitNanos(due - now());
                } else {
                    return next();
                }
            }
            thread = null;
            return null;
        } catch (InterruptedException e) {
            LOG.debug("Somebody interrupted the thread of a network in memory", e);
            return () -> {};
        } finally {
            lock.unlock();
        }
    }
}
