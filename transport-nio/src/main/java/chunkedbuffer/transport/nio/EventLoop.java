package chunkedbuffer.transport.nio;

import chunkedbuffer.spi.EventLoops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits on one selector and serves the channels registered with it.
 *
 * <p>Everything but {@link #execute}, {@link #executeLater}, {@link #shutdown}, {@link #join} and {@link #inLoop} belongs to the loop's
 * thread. A task that comes from another thread wakes the selector only if the loop sleeps: {@link #sleeping} is set
 * before the loop looks at the queue for the last time, and whoever finds it set clears it and wakes. So either the loop sees the
 * task or the caller sees that it sleeps.
 */
final class EventLoop implements Executor, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** Tasks run between two looks at the sockets, so that tasks that make tasks cannot starve them. */
    private static final int TASKS_A_TURN = 1024;

    private static final int SCRATCH_SIZE = 64 * 1024;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sleeping = new AtomicBoolean();
    private final Timers timers = new Timers();
    private final Consumer<SelectionKey> dispatch = EventLoop::dispatch;
    private ArrayDeque<Runnable> afterSelect = new ArrayDeque<>();
    private ArrayDeque<Runnable> afterThisSelect = new ArrayDeque<>();
    private @Nullable ByteBuffer scratch;
    private boolean stopping;
    private volatile boolean terminated;

    EventLoop(ThreadFactory factory) {
        this(factory, open());
    }

    private static Selector open() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No selector for an event loop: " + e.getMessage(), e);
        }
    }

    /** Takes the selector over: it is closed with the loop, or here if there is no thread for one. */
    EventLoop(ThreadFactory factory, Selector selector) {
        this.selector = selector;
        Thread made = null;
        try {
            made = factory.newThread(this);
        } finally {
            if (made == null) {
                closeSelector();
            }
        }
        if (made == null) {
            throw new IllegalStateException("The thread factory " + factory + " made no thread for an event loop");
        }
        thread = made;
    }

    void start() {
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                terminated = true;
                closeSelector();
            }
        }
    }

    boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs a task on the loop: at once if this is its thread, else as soon as it can. When the loop has ended, on the calling
     * thread: then nothing is left that it could interfere with.
     */
    @Override
    public void execute(Runnable task) {
        if (inLoop()) {
            task.run();
        } else {
            executeLater(task);
        }
    }

    /** As {@link #execute}, but never before this method returns, as long as the loop lives. */
    void executeLater(Runnable task) {
        tasks.add(task);
        if (terminated) {
            // The loop may have taken it out in its last turn; whoever removes it runs it.
            if (tasks.remove(task)) {
                guarded(task);
            }
        } else if (!inLoop() && sleeping.get() && sleeping.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    Timers.Timer schedule(long delayNanos, Runnable task) {
        return timers.schedule(delayNanos, task);
    }

    void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timers.cancel(timer);
        }
    }

    SelectionKey register(SelectableChannel channel, int ops, LoopMember member) throws ClosedChannelException {
        return channel.register(selector, ops, member);
    }

    /** What is registered here, also what is closed and waits for the next select. */
    Set<SelectionKey> keys() {
        return selector.keys();
    }

    /** Runs a task when the descriptors of the channels closed before this call are gone: a closed channel's goes at the next select. */
    void afterNextSelect(Runnable task) {
        if (terminated) {
            task.run();
        } else {
            afterSelect.add(task);
        }
    }

    /** Direct memory for bytes that nobody wants. */
    ByteBuffer scratch() {
        ByteBuffer memory = scratch;
        if (memory == null) {
            memory = ByteBuffer.allocateDirect(SCRATCH_SIZE);
            scratch = memory;
        }
        return memory.clear();
    }

    /** Whether nothing new may begin here. */
    boolean isStopping() {
        return stopping;
    }

    /** Starts to close everything that is registered; the loop ends when all of it is closed. */
    void shutdown() {
        execute(() -> {
            if (terminated) {
                return;
            }
            stopping = true;
            for (SelectionKey key : keys()) {
                LoopMember member = (LoopMember) key.attachment();
                guarded(member::shutdown);
            }
        });
    }

    /** Waits until the thread has ended. Not for a loop's thread. An interrupt does not end the wait; it stays set. */
    void join() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        EventLoops.enter();
        try {
            while (!(stopping && isIdle())) {
                turn();
            }
        } finally {
            terminate();
            EventLoops.exit();
        }
    }

    private boolean isIdle() {
        return keys().isEmpty() && tasks.isEmpty() && timers.isEmpty() && afterSelect.isEmpty();
    }

    private void turn() {
        runTasks(TASKS_A_TURN);
        Runnable due = timers.pollDue();
        while (due != null) {
            guarded(due);
            due = timers.pollDue();
        }
        if (stopping && isIdle()) {
            return;
        }
        ArrayDeque<Runnable> waiting = afterSelect;
        afterSelect = afterThisSelect;
        afterThisSelect = waiting;
        select();
        Runnable task = waiting.poll();
        while (task != null) {
            guarded(task);
            task = waiting.poll();
        }
    }

    private void runTasks(int most) {
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    private void select() {
        try {
            long nanos = afterThisSelect.isEmpty() && tasks.isEmpty() ? timers.untilNext() : 0;
            if (nanos == 0) {
                selector.selectNow(dispatch);
                return;
            }
            if (Thread.interrupted()) { // by user code that runs here: a selector would never sleep again
                LOG.debug("The interrupt status of {} was set, which ends nothing, and is cleared", thread.getName());
            }
            sleeping.set(true);
            try {
                if (!tasks.isEmpty()) {
                    selector.selectNow(dispatch);
                } else if (nanos == Long.MAX_VALUE) {
                    selector.select(dispatch);
                } else {
                    selector.select(dispatch, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
                }
            } finally {
                sleeping.set(false);
            }
        } catch (IOException | Error e) { // an OutOfMemoryError, say: the loop is needed to close its channels
            LOG.error("The selector of {} failed", thread.getName(), e);
        }
    }

    private static void dispatch(SelectionKey key) {
        LoopMember member = (LoopMember) key.attachment();
        try {
            member.ready(key.readyOps());
        } catch (CancelledKeyException e) {
            LOG.trace("Closed while it became ready", e);
        } catch (Throwable e) {
            guarded(() -> member.failed(e));
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("A task of an event loop failed; the loop goes on", e);
        }
    }

    private void terminate() {
        terminated = true;
        runTasks(Integer.MAX_VALUE);
        closeSelector();
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("The selector of an event loop did not close", e);
        }
    }
}
