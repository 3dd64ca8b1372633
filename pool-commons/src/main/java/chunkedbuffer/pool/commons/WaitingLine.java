package chunkedbuffer.pool.commons;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who found no memory at the pool's bound waits here, in the order of arrival, or leaves a listener. Commons Pool's own
 * waiting knows one size: who waits there for a small chunk is not told when a large one comes back.
 *
 * <p><b>What makes memory come back</b> is a thread that released a chunk or dropped one, or the evictor. After each such
 * step it calls {@link #memoryMoved()}, which serves the line: memory is sought on behalf of each thread that waits, and
 * handed to it, so that nobody who comes later overtakes at that moment. A request that cannot be met does not hold up
 * smaller ones behind it: they may be what its memory waits for.
 *
 * <p><b>Why no wake-up is lost.</b> Who waits first raises {@code waiting}, then passes a full fence, then looks for memory
 * once more. Who moved memory first puts it where it can be found, then passes a full fence, then reads {@code waiting}. So
 * one of the two sees the other.
 *
 * <p>All of it but {@code waiting} is under the lock, and so is the search, which takes locks of {@link SizePool} and of
 * Commons Pool inside; never the other way round. Listeners run outside of any lock.
 */
final class WaitingLine {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingLine.class);

    /** Nobody tells that the collector has found a lost chunk: who waits asks now and then. */
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How memory is sought at the bound: by dropping what is idle. */
    interface Search {

        @Nullable
        CommonsChunk search(int sizeClass, int capacity);

        /** Whether it may find something. */
        boolean isWorthwhile(int capacity);

        IllegalStateException closedException();

        /** Takes back what was lost; outside of the lock. */
        void reclaim();
    }

    private record Request(int sizeClass, int capacity, CompletableFuture<@Nullable CommonsChunk> answer) {}

    private record Listening(int capacity, Runnable once) {}

    private final Search search;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Request> requests = new ArrayDeque<>();
    private final List<Listening> listeners = new ArrayList<>();
    private boolean closed;

    /** How many requests and listeners there are. Written under the lock. */
    private volatile int waiting;

    WaitingLine(Search search) {
        this.search = search;
    }

    /** Looks for memory without waiting. */
    @Nullable
    CommonsChunk tryTake(int sizeClass, int capacity) {
        lock.lock();
        try {
            return search.search(sizeClass, capacity);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks for memory, and waits for it.
     *
     * @return null: none came in time
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the pool is closed
     */
    @Nullable
    CommonsChunk take(int sizeClass, int capacity, long nanos) throws InterruptedException {
        Request request = new Request(sizeClass, capacity, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                throw search.closedException();
            }
            requests.add(request);
            recount();
            CommonsChunk chunk = search.search(sizeClass, capacity);
            if (chunk != null) {
                withdraw(request);
                return chunk;
            }
        } catch (Throwable e) {
            withdraw(request);
            throw e;
        } finally {
            lock.unlock();
        }
        return await(request, nanos);
    }

    private @Nullable CommonsChunk await(Request request, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        try {
            for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
                try {
                    request.answer.get(Math.min(left, NANOS_BETWEEN_LOOKS), TimeUnit.NANOSECONDS);
                    break;
                } catch (TimeoutException e) {
                    search.reclaim();
                }
            }
        } catch (ExecutionException e) {
            return leave(request); // tells why
        } catch (InterruptedException e) {
            CommonsChunk chunk = leave(request);
            if (chunk == null) {
                throw e;
            }
            Thread.currentThread().interrupt();
            return chunk;
        }
        return leave(request);
    }

    /** It may have been answered, well or badly. */
    private @Nullable CommonsChunk leave(Request request) {
        lock.lock();
        try {
            withdraw(request);
        } finally {
            lock.unlock();
        }
        try {
            return request.answer.getNow(null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private void withdraw(Request request) {
        if (requests.remove(request)) {
            recount();
        }
    }

    /** Runs {@code once} when a chunk of this capacity is likely to be had: now or later. */
    void onAvailable(int capacity, Runnable once) {
        boolean now;
        lock.lock();
        try {
            Listening listening = new Listening(capacity, once);
            listeners.add(listening);
            recount();
            now = closed || search.isWorthwhile(capacity);
            if (now) {
                listeners.remove(listening);
                recount();
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            once.run();
        }
    }

    /** To be called after each step that may have left idle memory, or room for new memory, behind. */
    void memoryMoved() {
        VarHandle.fullFence();
        if (waiting != 0) {
            serve();
        }
    }

    private void serve() {
        List<Listening> ready = new ArrayList<>();
        lock.lock();
        try {
            serveRequests();
            for (Iterator<Listening> all = listeners.iterator(); all.hasNext(); ) {
                Listening each = all.next();
                if (search.isWorthwhile(each.capacity)) {
                    all.remove();
                    ready.add(each);
                }
            }
            recount();
        } finally {
            lock.unlock();
        }
        run(ready);
    }

    private void serveRequests() {
        int notToBeHad = Integer.MAX_VALUE;
        for (Iterator<Request> all = requests.iterator(); all.hasNext(); ) {
            Request request = all.next();
            if (request.capacity >= notToBeHad) {
                continue;
            }
            try {
                CommonsChunk chunk = search.search(request.sizeClass, request.capacity);
                if (chunk == null) {
                    notToBeHad = request.capacity;
                } else {
                    all.remove();
                    request.answer.complete(chunk);
                }
            } catch (Throwable e) {
                all.remove();
                request.answer.completeExceptionally(e);
            }
        }
    }

    /** Sends everybody away: those who wait with an exception, those who listen with a call. */
    void close() {
        List<Listening> ready;
        lock.lock();
        try {
            closed = true;
            for (Request request : requests) {
                request.answer.completeExceptionally(search.closedException());
            }
            requests.clear();
            ready = new ArrayList<>(listeners);
            listeners.clear();
            recount();
        } finally {
            lock.unlock();
        }
        run(ready);
    }

    private void recount() {
        waiting = requests.size() + listeners.size();
        VarHandle.fullFence();
    }

    private static void run(List<Listening> ready) {
        for (Listening each : ready) {
            try {
                each.once.run();
            } catch (Throwable e) {
                LOG.warn("What waited for memory of a pool failed, and is not told again", e);
            }
        }
    }
}
