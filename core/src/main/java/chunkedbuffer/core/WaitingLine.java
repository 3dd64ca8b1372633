package chunkedbuffer.core;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the way at a pool's bound: who found no memory waits here, in the order of arrival, or leaves a listener.
 *
 * <p><b>What makes memory come back</b> is another thread that released a chunk, dropped one, or had some in its hands while
 * it moved them. After each such step it calls {@link #memoryMoved()}, which serves the line: memory is sought on behalf of
 * each thread that waits, and handed to it. So a thread is woken only to leave, and nobody who comes later overtakes at that
 * moment. A request that cannot be met does not hold up smaller ones behind it: they may be what its memory waits for.
 *
 * <p><b>Why no wake-up is lost.</b> Who waits first raises {@code waiting}, then passes a full fence, then looks for memory
 * once more. Who moved memory first puts it where it can be found, then passes a full fence, then reads {@code waiting}. So
 * one of the two sees the other.
 *
 * <p>All of it but {@code waiting} is under the lock, and so is the search, which takes the lock of {@link Magazines} inside;
 * never the other way round. Listeners run outside of any lock.
 */
final class WaitingLine {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingLine.class);

    /** Nobody tells that the collector has found a lost chunk: who waits asks now and then. */
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How memory is sought at the bound: by stealing and dropping what is idle. */
    interface Search {

        @Nullable
        SlabChunk search(int sizeClass, int capacity);

        boolean isWorthwhile(int capacity);

        IllegalStateException closedException();

        /** Takes off the books what users have lost, as far as that is known, and tells the line; outside of the lock. */
        void recoverLost();
    }

    private record Registered(Runnable once, int capacity) {}

    private final Search search;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<MemoryRequest> requests = new ArrayDeque<>();
    private final List<Registered> listeners = new ArrayList<>();
    private boolean closed;

    /** How many requests and listeners there are. Written under the lock. */
    private volatile int waiting;

    WaitingLine(Search search) {
        this.search = search;
    }

    /** Looks for memory without waiting. */
    @Nullable
    SlabChunk tryTake(int sizeClass, int capacity) {
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
    SlabChunk take(int sizeClass, int capacity, long nanos) throws InterruptedException {
        MemoryRequest request = new MemoryRequest(sizeClass, capacity);
        lock.lock();
        try {
            if (closed) {
                throw search.closedException();
            }
            requests.add(request);
            recount();
            SlabChunk chunk = search.search(sizeClass, capacity);
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
        try {
            await(request, nanos);
        } catch (InterruptedException e) {
            SlabChunk chunk = leave(request);
            if (chunk == null) {
                throw e;
            }
            Thread.currentThread().interrupt();
            return chunk;
        }
        return leave(request);
    }

    private void await(MemoryRequest request, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        for (long left = nanos; left > 0 && !request.isAnswered(); left = nanos - (System.nanoTime() - start)) {
            request.await(Math.min(left, NANOS_BETWEEN_LOOKS));
            if (!request.isAnswered()) {
                search.recoverLost();
            }
        }
    }

    private @Nullable SlabChunk leave(MemoryRequest request) {
        lock.lock();
        try {
            withdraw(request);
        } finally {
            lock.unlock();
        }
        return request.result();
    }

    private void withdraw(MemoryRequest request) {
        if (requests.remove(request)) {
            recount();
        }
    }

    /** Runs {@code once} when a chunk of this capacity is likely to be had: now or later. */
    void onAvailable(int capacity, Runnable once) {
        boolean now;
        lock.lock();
        try {
            Registered registered = new Registered(once, capacity);
            listeners.add(registered);
            recount();
            now = closed || search.isWorthwhile(capacity);
            if (now) {
                listeners.remove(registered);
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
        List<Registered> ready = new ArrayList<>();
        lock.lock();
        try {
            serveRequests();
            int notWorthwhile = Integer.MAX_VALUE; // to ask looks at the magazines of all threads
            for (Iterator<Registered> all = listeners.iterator(); all.hasNext(); ) {
                Registered each = all.next();
                if (each.capacity >= notWorthwhile) {
                    continue;
                }
                if (search.isWorthwhile(each.capacity)) {
                    all.remove();
                    ready.add(each);
                } else {
                    notWorthwhile = each.capacity;
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
        for (Iterator<MemoryRequest> all = requests.iterator(); all.hasNext(); ) {
            MemoryRequest request = all.next();
            if (request.capacity >= notToBeHad) {
                continue;
            }
            try {
                SlabChunk chunk = search.search(request.sizeClass, request.capacity);
                if (chunk == null) {
                    notToBeHad = request.capacity;
                } else {
                    all.remove();
                    request.answer(chunk);
                }
            } catch (Throwable e) {
                all.remove();
                request.fail(e);
            }
        }
    }

    /** Sends everybody away: those who wait with an exception, those who listen with a call. */
    void close() {
        List<Registered> ready;
        lock.lock();
        try {
            closed = true;
            for (MemoryRequest request : requests) {
                request.fail(search.closedException());
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

    private static void run(List<Registered> ready) {
        for (Registered each : ready) {
            try {
                each.once.run();
            } catch (Throwable e) {
                LOG.warn("What waited for memory of a pool failed, and is not told again", e);
            }
        }
    }
}
