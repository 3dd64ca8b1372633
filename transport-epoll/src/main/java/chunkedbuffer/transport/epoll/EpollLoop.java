package chunkedbuffer.transport.epoll;

import chunkedbuffer.spi.EventLoops;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a transport has on one of Netty's event loops: its members, and memory that they share. Several transports may share the
 * loop itself.
 *
 * <p>Everything but {@link #execute}, {@link #executeLater}, {@link #inLoop}, {@link #shutdown}, {@link #whenEmpty} and the
 * lending of a {@link Gather} belongs to the loop's thread; when that has ended, to whoever holds this object's lock.
 */
final class EpollLoop implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(EpollLoop.class);

    private final IoEventLoop loop;
    private final Set<LoopMember> members = Collections.newSetFromMap(new IdentityHashMap<>());
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private final AtomicReference<@Nullable Gather> gather = new AtomicReference<>();
    private boolean stopping;

    /** The members are being told that the loop has ended. */
    private boolean closing;

    EpollLoop(IoEventLoop loop) {
        this.loop = loop;
    }

    boolean inLoop() {
        return loop.inEventLoop();
    }

    /** Runs a task on the loop: at once if this is its thread, else as soon as it can. When the loop has ended, on the calling thread. */
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
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.trace("The event loop has ended", e);
            runAlone(task);
        }
    }

    private synchronized void runAlone(Runnable task) {
        closeWhatIsLeft();
        task.run();
    }

    /** What Netty has left as it was, which depends on the moment of the shutdown. What a member does then comes here again. */
    private void closeWhatIsLeft() {
        stopping = true;
        if (!closing) {
            closing = true;
            List<LoopMember> left = new ArrayList<>(members);
            left.forEach(LoopMember::loopEnds);
            closing = false;
        }
    }

    /** The loop has ended, and nothing runs there any more. */
    void terminated() {
        runAlone(this::completeIfEmpty);
    }

    /** Null, and never run, if the loop is about to end: then its members are closed anyway. */
    @Nullable
    Future<?> schedule(long delayNanos, Runnable task) {
        try {
            return loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("The event loop ends", e);
            return null;
        }
    }

    static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Starts to watch a socket, for nothing yet. */
    Watch watch(NativeSocket socket, LoopMember member) throws IOException {
        EventLoops.enter(); // the thread may be an application's, and Netty may change it while nothing is registered
        Watch watch = new Watch(socket, member);
        watch.registered(loop.register(watch));
        return watch;
    }

    /** What lives here until it is {@linkplain #remove removed}. */
    void add(LoopMember member) {
        members.add(member);
    }

    void remove(LoopMember member) {
        members.remove(member);
        completeIfEmpty();
    }

    /** Memory for system calls. The borrower's until it is given back; two may borrow at once. */
    Gather borrowGather() {
        Gather lent = gather.getAndSet(null);
        return lent == null ? new Gather() : lent;
    }

    void returnGather(Gather lent) {
        gather.setRelease(lent);
    }

    /** Whether nothing new may begin here. */
    boolean isStopping() {
        return stopping;
    }

    /** Starts to close all members. */
    void shutdown() {
        execute(() -> {
            stopping = true;
            List<LoopMember> now = new ArrayList<>(members);
            for (LoopMember member : now) {
                try {
                    member.shutdown();
                } catch (Throwable e) {
                    LOG.error("Closing {} failed; the loop goes on", member, e);
                }
            }
            completeIfEmpty();
        });
    }

    /** Completes when, after {@link #shutdown}, the last member is gone. */
    CompletableFuture<Void> whenEmpty() {
        return empty;
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private void completeIfEmpty() {
        if (stopping && members.isEmpty()) {
            empty.complete(null);
        }
    }
}
