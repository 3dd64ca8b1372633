package chunkedbuffer.tck.memory;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A wire whose time goes by hand: whoever moves it runs the events. */
final class ManualWire extends Wire {

    private long now;
    private @Nullable Thread runner;

    @Override
    long now() {
        return now;
    }

    @Override
    void begin() {}

    /** Moves the time, and runs what is due on the way. */
    void advance(long nanos) {
        enter();
        try {
            long target = now() + nanos;
            Runnable task = next(target);
            while (task != null) {
                run(task);
                task = next(target);
            }
            setNow(target);
        } finally {
            leave();
        }
    }

    /** Closing does not return before it is done, so it moves the time as far as that takes. */
    @Override
    void await(CountDownLatch latch) {
        enter();
        try {
            while (latch.getCount() > 0) {
                Runnable task = next(Long.MAX_VALUE);
                if (task == null) {
                    throw new IllegalStateException("Nothing is left to happen that would end the wait");
                }
                run(task);
            }
        } finally {
            leave();
        }
    }

    private @Nullable Runnable next(long target) {
        lock.lock();
        try {
            Long due = nextDue();
            if (due == null || due > target) {
                return null;
            }
            now = Math.max(now, due);
            return next();
        } finally {
            lock.unlock();
        }
    }

    private void setNow(long time) {
        lock.lock();
        try {
            now = time;
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        lock.lock();
        try {
            if (runner != null) {
                throw new IllegalStateException("The time of this network is being moved by " + runner
                        + ": what that runs, and other threads, must not move it too");
            }
            runner = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            runner = null;
        } finally {
            lock.unlock();
        }
    }
}
