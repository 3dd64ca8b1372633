package chunkedbuffer.benchmarks.pool;

import chunkedbuffer.benchmarks.Mate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Virtual threads that do the same thing each time that they are told to; with JDK 21 or later. */
final class Crowd {
    private final Semaphore starts = new Semaphore(0);
    private final Semaphore ends = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /**
     * Starts them; they wait.
     *
     * @param size how many
     * @param part what each does each time
     */
    Crowd(int size, Mate.Part part) {
        if (size > 0) {
            MethodHandle start = start();
            for (int i = 0; i < size; i++) {
                try {
                    threads.add((Thread) start.invokeExact((Runnable) () -> work(part)));
                } catch (Throwable e) {
                    throw new AssertionError(e); // it throws nothing
                }
            }
        }
    }

    private static MethodHandle start() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("virtual threads came with Java 21: run this on one", e);
        }
    }

    private void work(Mate.Part part) {
        try {
            starts.acquire();
            while (!over) {
                part.run();
                ends.release();
                starts.acquire();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a thread of the crowd failed", e);
        }
    }

    void run() throws InterruptedException {
        starts.release(threads.size());
        ends.acquire(threads.size());
    }

    void end() throws InterruptedException {
        over = true;
        starts.release(threads.size());
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
