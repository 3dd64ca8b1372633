package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds chunks that became unreachable without having been released, and reports where they were acquired.
 *
 * <p>The pool's own chunk objects live on while they are idle, so their end tells nothing. A watched acquisition gets a
 * {@link WatchedChunk} of its own around the same memory instead, and a phantom reference to that. Nothing here has a thread:
 * what the collector found is reported by the next watched acquisition, and by {@link #report()}.
 *
 * <p>The memory of a lost chunk is not used again, since somebody may still hold a view of it; it counts as in use for good.
 */
final class LeakTracker {

    private static final Logger LOG = LoggerFactory.getLogger(LeakTracker.class);

    /** So many places are remembered, at most; leaks at more of them go unreported. */
    private static final int MOST_PLACES = 1000;

    /** One acquisition in this many is watched, on average; 1: every one. */
    private final int interval;

    private final ReferenceQueue<Chunk> lost = new ReferenceQueue<>();
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
    private final Set<List<StackTraceElement>> reported = ConcurrentHashMap.newKeySet();

    LeakTracker(int interval) {
        this.interval = interval;
    }

    /** What to hand out for a chunk that is about to be: itself, or a watched chunk around it. */
    Chunk handOut(SlabChunk chunk) {
        if (interval > 1 && ThreadLocalRandom.current().nextInt(interval) != 0) {
            return chunk;
        }
        report();
        return new WatchedChunk(chunk, this);
    }

    /** Reports what the collector has found since it was last asked. */
    void report() {
        for (Object each = lost.poll(); each != null; each = lost.poll()) {
            Watch watch = (Watch) each;
            if (watched.remove(watch) && reported.size() < MOST_PLACES && reported.add(watch.place())) {
                LOG.warn(
                        "A chunk of {} bytes was lost: nobody can reach it, and it was never released. It was acquired here"
                                + " (told once); whoever acquired or retained it must release it",
                        watch.capacity,
                        watch.acquired);
            }
        }
    }

    /** A chunk that is handed out once, around the memory of a pooled one. */
    static final class WatchedChunk extends Chunk {

        private final SlabChunk pooled;
        private final LeakTracker tracker;
        private final Watch watch;

        WatchedChunk(SlabChunk pooled, LeakTracker tracker) {
            super(pooled.memory());
            this.pooled = pooled;
            this.tracker = tracker;
            this.watch = new Watch(this, tracker.lost);
            tracker.watched.add(watch);
        }

        Watch watch() {
            return watch;
        }

        @Override
        protected void recycle() {
            try {
                tracker.watched.remove(watch);
                watch.clear();
                pooled.release();
            } finally {
                Reference.reachabilityFence(this); // or it could be reported while it is released
            }
        }
    }

    /** It must not reach the chunk: neither it nor its memory. */
    static final class Watch extends PhantomReference<Chunk> {

        final int capacity;
        final Throwable acquired = new Throwable("acquired by " + Thread.currentThread());

        Watch(@Nullable Chunk chunk, ReferenceQueue<Chunk> lost) {
            super(chunk, lost);
            capacity = chunk == null ? 0 : chunk.capacity();
        }

        List<StackTraceElement> place() {
            return List.of(acquired.getStackTrace());
        }
    }
}
