package chunkedbuffer.pool.commons;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.LeakDetection;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches chunks that are handed out: says who holds them when the pool is at its bound, and finds those that became
 * unreachable without having been released.
 *
 * <p>Commons Pool keeps a reference to each object that it has lent, so the end of that tells nothing. A watched acquisition
 * gets a {@link WatchedChunk} of its own around the same memory instead, and a phantom reference to that. What the collector
 * found is dealt with by the next watched acquisition, by the evictor, by a thread that would wait for memory, and when the
 * pool is trimmed.
 *
 * <p>A lost chunk is returned in its user's place, doomed, so that the bound and the counters are right again. Its memory is
 * not used again, since somebody may still hold a view of it. Commons Pool's own handling of abandoned objects goes by time:
 * a chunk that a slow reader holds for long is not lost, and is not to be taken off the books.
 */
final class LeakTracker {

    /** {@code off}, {@code sampled} or {@code all}: for pools whose options leave it off. */
    static final String PROPERTY = "chunkedbuffer.leaks";

    private static final Logger LOG = LoggerFactory.getLogger(LeakTracker.class);
    private static final int SAMPLING_INTERVAL = 128;

    /** So many places are remembered, at most; leaks at more of them go unreported. */
    private static final int MOST_PLACES = 1000;

    /** So many places of holders are named in a message. */
    private static final int MOST_HOLDERS = 5;

    private static final int FRAMES = 4;

    /** Whose frames at the top of a stack say nothing. */
    private static final Set<String> OWN = Stream.of(
                    LeakTracker.class, WatchedChunk.class, Watch.class, CommonsPool.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** One acquisition in this many is watched, on average; 1: every one. */
    private final int interval;

    private final ReferenceQueue<Chunk> lost = new ReferenceQueue<>();
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
    private final Set<List<StackTraceElement>> reported = ConcurrentHashMap.newKeySet();

    private LeakTracker(int interval) {
        this.interval = interval;
    }

    /** Null: nothing is watched. */
    static @Nullable LeakTracker of(LeakDetection level) {
        LeakDetection asked = level == LeakDetection.OFF ? levelOfProperty() : level;
        return switch (asked) {
            case OFF -> null;
            case SAMPLED -> new LeakTracker(SAMPLING_INTERVAL);
            case ALL -> new LeakTracker(1);
        };
    }

    private static LeakDetection levelOfProperty() {
        String asked = System.getProperty(PROPERTY);
        if (asked == null || asked.isBlank()) {
            return LeakDetection.OFF;
        }
        try {
            return LeakDetection.valueOf(asked.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "system property " + PROPERTY + " is \"" + asked + "\": give one of "
                            + Arrays.toString(LeakDetection.values()).toLowerCase(Locale.ROOT),
                    e);
        }
    }

    /** What to hand out for a chunk that is about to be: itself, or a watched chunk around it. */
    Chunk handOut(CommonsChunk chunk) {
        if (interval > 1 && ThreadLocalRandom.current().nextInt(interval) != 0) {
            return chunk;
        }
        reclaim();
        return new WatchedChunk(chunk, this);
    }

    /** Reports and returns what the collector has found since it was last asked. */
    void reclaim() {
        for (Object each = lost.poll(); each != null; each = lost.poll()) {
            Watch watch = (Watch) each;
            if (watched.remove(watch)) {
                if (reported.size() < MOST_PLACES && reported.add(watch.place())) {
                    LOG.warn(
                            "A chunk of {} bytes was lost: nobody can reach it, and it was never released. It was acquired"
                                    + " here (told once); whoever acquired or retained it must release it",
                            watch.capacity(),
                            watch.acquired);
                }
                watch.pooled.doomed = true;
                watch.pooled.release();
            }
        }
    }

    /** Who holds the chunks that are watched: place by place, those that hold most first. */
    String holders() {
        Map<List<StackTraceElement>, List<Watch>> places =
                watched.stream().collect(Collectors.groupingBy(Watch::place, LinkedHashMap::new, Collectors.toList()));
        String share = interval == 1 ? "" : " (one acquisition in " + interval + " is watched)";
        if (places.isEmpty()) {
            return "Nobody holds a watched chunk" + share;
        }
        List<List<Watch>> most = new ArrayList<>(places.values());
        most.sort(Comparator.comparingLong(LeakTracker::bytes).reversed());
        String listed =
                most.stream().limit(MOST_HOLDERS).map(LeakTracker::describe).collect(Collectors.joining("; "));
        int more = most.size() - MOST_HOLDERS;
        return "Held" + share + ": " + listed + (more > 0 ? "; and at " + more + " more places" : "");
    }

    private static long bytes(List<Watch> watches) {
        return watches.stream().mapToLong(Watch::capacity).sum();
    }

    private static String describe(List<Watch> watches) {
        Watch oldest =
                watches.stream().min(Comparator.comparingLong(Watch::nanos)).orElseThrow();
        String place = oldest.place().stream()
                .dropWhile(frame -> OWN.contains(frame.getClassName()))
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return watches.size() + " of " + bytes(watches) + " bytes, the oldest for "
                + (System.nanoTime() - oldest.nanos) / 1_000_000 + " ms, acquired by thread \"" + oldest.thread
                + "\" at " + place;
    }

    /** A chunk that is handed out once, around the memory of a pooled one. */
    static final class WatchedChunk extends Chunk {

        private final CommonsChunk pooled;
        private final LeakTracker tracker;
        private final Watch watch;

        WatchedChunk(CommonsChunk pooled, LeakTracker tracker) {
            super(pooled.memory());
            this.pooled = pooled;
            this.tracker = tracker;
            this.watch = new Watch(this, pooled, tracker.lost);
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

    /** Reaches the pooled chunk, but not the watched one. */
    static final class Watch extends PhantomReference<Chunk> {

        private final CommonsChunk pooled;
        private final String thread = Thread.currentThread().getName();
        private final Throwable acquired = new Throwable("acquired by thread \"" + thread + "\"");
        private final long nanos = System.nanoTime();

        Watch(Chunk chunk, CommonsChunk pooled, ReferenceQueue<Chunk> lost) {
            super(chunk, lost);
            this.pooled = pooled;
        }

        int capacity() {
            return pooled.capacity();
        }

        long nanos() {
            return nanos;
        }

        List<StackTraceElement> place() {
            return List.of(acquired.getStackTrace());
        }
    }
}
