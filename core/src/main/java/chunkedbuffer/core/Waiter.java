package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one wait that a side of a pipe may have pending: a parked thread, a stage or a task to run.
 *
 * <pre>
 *              claim                      wake, when ready
 *   nobody ───────▶ thread, stage or task ─────────────────▶ nobody, and the waiter is told
 *      ▲                      │ withdraw, interrupt
 *      └──────────────────────┘
 * </pre>
 *
 * <p>Every arrow is one compare-and-set of {@link #waiting}, so that a waiter is told once. A task is the same object each
 * time: of two wakers at once the slower may run it for a later wait than the one that was over, so it looks itself. No wake-up is lost: the waiter
 * enters itself and then looks whether it need not wait; the other side changes what is waited for and then looks for a waiter;
 * all four are volatile accesses, so one of the two sees the other.
 */
abstract class Waiter {
    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(Waiter.class, "waiting", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /**
     * Nanoseconds that a thread looks again and again before it parks: at most about as long as parking and waking take, and
     * none where waits have turned out to be longer. Two threads that stream wait for each other for less than that
     * ({@code PassageBenchmark.twoThreads}), and so does one that talks with a near peer.
     */
    private static final int MOST_PATIENCE = PROCESSORS > 1 ? 100_000 : 0;

    private static final int LEAST_PATIENCE = Math.min(2_000, MOST_PATIENCE);

    /** Looks between two looks at the clock. */
    private static final int LOOKS = 16;

    /** How many threads may be as patient as they like at a time, so that those that they wait for find a processor. */
    private static final int MOST_PATIENT = PROCESSORS / 2;

    private static final AtomicInteger PATIENT = new AtomicInteger();

    private final String name;
    private final @Nullable Executor executor;

    /** Null, a {@link Thread} that is parked, a {@link Stage} or another {@link Runnable}. */
    @SuppressWarnings("unused") // read through WAITING
    private @Nullable Object waiting;

    /** Of the waiting thread: nanoseconds to look before it parks, as learnt from its last waits. */
    private int patience = LEAST_PATIENCE;

    /** What a waiting thread or task waits for. A stale value wakes it in vain, and it looks again. */
    private volatile long target;

    Waiter(String name, @Nullable Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    /** Whether a wait for {@code target} is over, for good or bad. Reads with volatile semantics. */
    abstract boolean ready(long target);

    /** Why a wait that is over has failed, or null if it has not. */
    abstract @Nullable RuntimeException refusal();

    /** What a task has thrown, or an executor that did not take it. */
    abstract void failed(Throwable cause);

    /** A stage that completes when the wait is over. */
    CompletableFuture<@Nullable Void> stage(long wanted) {
        Stage stage = new Stage(wanted);
        if (ready(wanted)) {
            refuseWhilePending(WAITING.getVolatile(this));
            stage.finish(refusal());
            return stage;
        }
        claim(stage);
        if (ready(wanted) && WAITING.compareAndSet(this, stage, null)) {
            stage.finish(refusal());
        }
        return stage;
    }

    /** Runs a task when the wait is over. */
    void run(long wanted, Runnable given) {
        Runnable task = given instanceof Thread ? new Work(given) : given;
        refuseWhilePending(WAITING.getVolatile(this));
        if (!ready(wanted)) {
            target = wanted;
            claim(task);
            if (!ready(wanted) || !WAITING.compareAndSet(this, task, null)) {
                return;
            }
        }
        run(task);
    }

    private void run(Runnable task) {
        try {
            if (executor == null) {
                task.run();
            } else {
                executor.execute(() -> runHere(task));
            }
        } catch (Throwable e) { // the task's, or that of an executor that is full, shut down or out of threads
            failed(e);
        }
    }

    private void runHere(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Parks the calling thread until the wait is over. */
    void await(long wanted) throws InterruptedException {
        await(wanted, false, 0);
    }

    /** Parks the calling thread until the wait is over, or the time is up: then it says {@code false}. */
    boolean await(long wanted, long nanos) throws InterruptedException {
        return await(wanted, true, System.nanoTime() + nanos);
    }

    private boolean await(long wanted, boolean timed, long deadline) throws InterruptedException {
        Thread me = Thread.currentThread();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        refuseWhilePending(WAITING.getVolatile(this));
        if (ready(wanted)) {
            return true;
        }
        long begun = System.nanoTime();
        long most = timed ? Math.min(patience, deadline - begun) : patience;
        if (most > 0 && !VirtualThreads.isVirtual(me) && isReadySoon(wanted, begun, most)) {
            return true;
        }
        while (!ready(wanted)) {
            long left = timed ? deadline - System.nanoTime() : Long.MAX_VALUE;
            if (left <= 0) {
                learn(System.nanoTime() - begun);
                return false;
            }
            target = wanted;
            claim(me);
            try {
                if (!ready(wanted)) {
                    if (timed) {
                        LockSupport.parkNanos(this, left);
                    } else {
                        LockSupport.park(this);
                    }
                }
            } finally {
                WAITING.compareAndSet(this, me, null);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        learn(System.nanoTime() - begun);
        return true;
    }

    /** Looks for {@code most} nanoseconds, and for but a few where as many threads as may do so look already. */
    private boolean isReadySoon(long wanted, long begun, long most) {
        long limit = PATIENT.incrementAndGet() > MOST_PATIENT ? Math.min(most, LEAST_PATIENCE) : most;
        try {
            do {
                for (int look = 0; look < LOOKS; look++) {
                    if (ready(wanted)) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() - begun < limit);
            return false;
        } finally {
            PATIENT.decrementAndGet();
        }
    }

    /** A thread parked, and was woken or gave up: had it been better to look for longer, or not at all? */
    private void learn(long took) {
        if (took < MOST_PATIENCE) {
            patience = Math.min(MOST_PATIENCE, Math.max(LEAST_PATIENCE, 2 * patience));
        } else {
            patience = patience / 2 < LEAST_PATIENCE ? 0 : patience / 2;
        }
    }

    /** Ends the wait if there is one and it is over. To be called after a volatile write of what is waited for. */
    void wake() {
        Object party = WAITING.getVolatile(this);
        if (party == null) {
            return;
        }
        long wanted = party instanceof Stage stage ? stage.target : target;
        if (ready(wanted) && WAITING.compareAndSet(this, party, null)) {
            if (party instanceof Stage stage) {
                finish(stage);
            } else if (party instanceof Thread thread) {
                LockSupport.unpark(thread);
            } else {
                run((Runnable) party);
            }
        }
    }

    private void finish(Stage stage) {
        RuntimeException refusal = refusal();
        if (executor == null) {
            stage.finish(refusal);
            return;
        }
        try {
            executor.execute(() -> stage.finish(refusal));
        } catch (Throwable e) { // an executor that is full, shut down or out of threads: the wait is over all the same
            stage.completeExceptionally(e);
        }
    }

    private void claim(Object party) {
        Object before = WAITING.getVolatile(this);
        refuseWhilePending(before);
        if (!WAITING.compareAndSet(this, before, party)) {
            // It was woken in between, or another thread was faster.
            refuseWhilePending(WAITING.getVolatile(this));
            if (!WAITING.compareAndSet(this, null, party)) {
                throw pending();
            }
        }
    }

    private void refuseWhilePending(@Nullable Object party) {
        // A stage that its user cancelled, timed out or completed has withdrawn its wait.
        if (party != null && !(party instanceof Stage stage && stage.isDone())) {
            throw pending();
        }
    }

    private IllegalStateException pending() {
        return new IllegalStateException(
                "A " + name + " wait is pending already: one at a time; cancel it, or wait for it, before the next");
    }

    /** A task that is a thread, where a thread stands for one that is parked. */
    private record Work(Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    private static final class Stage extends CompletableFuture<@Nullable Void> {
        private final long target;

        Stage(long target) {
            this.target = target;
        }

        void finish(@Nullable RuntimeException refusal) {
            if (refusal == null) {
                complete(null);
            } else {
                completeExceptionally(refusal);
            }
        }
    }
}
