package chunkedbuffer.spi;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds chunks that became unreachable without having been released, and tells where they were acquired or retained last. For
 * implementers of pools.
 *
 * <p>A pool that has {@linkplain #of one} passes each chunk that it hands out through {@link #handOut}, which puts another chunk
 * around the memory of those that are watched. A lost {@link chunkedbuffer.api.Bytes} is found by the chunk that it lies in:
 * that never comes home either.
 *
 * <p>So a pool has a field {@code leaks = LeakTracker.of(options, this::forget)}, where {@code forget} takes a chunk off its books,
 * and its {@code acquire} ends with {@code return leaks == null ? chunk : leaks.handOut(chunk)}.
 *
 * <p><b>Reports.</b> Once for each place, as a warning through SLF4J and as an event of Flight Recorder ({@code
 * chunkedbuffer.ChunkLeak}), with the stack of the last acquire or retain that is known: of the last one at {@link
 * LeakDetection#ALL}, of some at {@link LeakDetection#SAMPLED}. It has no thread: what the garbage collector has found is
 * reported by the next watched {@code handOut}, by {@link #report()}, and else within a second, by the JDK's own timer.
 *
 * <p><b>Memory.</b> Nobody can reach a lost chunk, but somebody may still have a {@link java.nio.ByteBuffer} over its memory.
 * So a pool takes it off its books, and does not hand it out again: the collector frees it when the last such buffer is gone.
 *
 * <p>Safe for any number of threads.
 */
public final class LeakTracker {

    /** The system property, {@value}, that sets the level of pools whose options leave it off. */
    public static final String PROPERTY = "chunkedbuffer.leaks";

    private static final Logger LOG = LoggerFactory.getLogger(LeakTracker.class);

    /** One acquisition in this many is watched at SAMPLED, on average. */
    private static final int INTERVAL = 128;

    /** So many places are remembered, at most; leaks at more of them go unreported. */
    private static final int MOST_PLACES = 1000;

    /** So many places of holders are named in a message. */
    private static final int MOST_HOLDERS = 5;

    /** How often it is looked whether the collector has found something, while anything is watched. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final boolean all;
    private final Consumer<? super Chunk> forget;
    private final Timer timer;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ReferenceQueue<Chunk> lost = new ReferenceQueue<>();
    private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
    private final Set<List<StackTraceElement>> reported = ConcurrentHashMap.newKeySet();

    /** Calls back once, later. */
    @FunctionalInterface
    interface Timer {
        void after(Duration delay, Runnable task);
    }

    private static final Timer OF_THE_JDK =
            (delay, task) -> CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(task);

    LeakTracker(boolean all, Consumer<? super Chunk> forget, Timer timer) {
        this.all = all;
        this.forget = forget;
        this.timer = timer;
    }

    /**
     * The tracker for a new pool.
     *
     * @param options the pool's
     * @param forget called with each chunk that was lost, as it was given to {@link #handOut}: it is still referenced, and shall be
     *     taken off the pool's books without being used again. Called where {@link #report} is, and by a timer's thread; must not
     *     wait and must not throw
     * @return null: nothing is to be watched
     * @throws IllegalArgumentException if the system property {@value #PROPERTY} is none of the levels
     */
    public static @Nullable LeakTracker of(ChunkPoolOptions options, Consumer<? super Chunk> forget) {
        return switch (level(options)) {
            case OFF -> null;
            case SAMPLED -> new LeakTracker(false, forget, OF_THE_JDK);
            case ALL -> new LeakTracker(true, forget, OF_THE_JDK);
        };
    }

    /**
     * How closely a pool is to watch: as its options say, or, where they leave it off, as the system property {@value #PROPERTY}
     * says, which is {@code off}, {@code sampled} or {@code all}: so leaks can be looked for without changing the program.
     *
     * @param options the pool's
     * @return the level
     * @throws IllegalArgumentException if the system property is none of the levels
     */
    public static LeakDetection level(ChunkPoolOptions options) {
        String asked = System.getProperty(PROPERTY);
        if (asked == null || asked.isBlank() || options.leakDetection() != LeakDetection.OFF) {
            return options.leakDetection();
        }
        try {
            return LeakDetection.valueOf(asked.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "system property " + PROPERTY + " is \"" + asked + "\": give one of "
                            + Arrays.toString(LeakDetection.values()).toLowerCase(Locale.ROOT),
                    e);
        }
    }

    /**
     * What to hand out for a chunk that is about to be.
     *
     * @param chunk with one reference, the caller's; released in turn when a chunk that was put around it is
     * @return the same chunk, or a watched one around its memory
     */
    public Chunk handOut(Chunk chunk) {
        if (!all && ThreadLocalRandom.current().nextInt(INTERVAL) != 0) {
            return chunk;
        }
        report();
        WatchedChunk around = new WatchedChunk(chunk);
        Watch watch = new Watch(around, chunk, lost, all);
        watched.add(watch);
        around.begin(watch, this);
        beginToLook();
        return around;
    }

    /** Once a second, until nothing is watched any more. It keeps the pool no longer than chunks that are out do. */
    private void beginToLook() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            timer.after(BETWEEN_LOOKS, this::look);
        }
    }

    private void look() {
        report();
        if (!watched.isEmpty()) {
            timer.after(BETWEEN_LOOKS, this::look);
            return;
        }
        looking.set(false);
        if (!watched.isEmpty()) {
            beginToLook(); // it came after the first question, and before the end of the looking
        }
    }

    /** The watched chunk was released. */
    void released(Watch watch) {
        watched.remove(watch);
        watch.clear();
    }

    /**
     * Reports what the garbage collector has found since it was last asked. For pools, when they trim, count, or are at their
     * bound; not where a lock is held that the pool's {@code forget} takes.
     */
    public void report() {
        for (Object each = lost.poll(); each != null; each = lost.poll()) {
            Watch watch = (Watch) each;
            if (watched.remove(watch)) {
                forget.accept(watch.chunk); // first: who reads the report finds the books right
                report(watch);
            }
        }
    }

    private void report(Watch watch) {
        Place last = watch.last();
        if (reported.size() < MOST_PLACES && reported.add(last.stack())) {
            LOG.warn(
                    "A chunk of {} bytes was lost: nobody can reach it, and it was never released. Who acquired or retained it last"
                            + " (here; told once) must release it, or close the Bytes that holds it",
                    watch.chunk.capacity(),
                    last);
            if (Recorder.isThere()) {
                try {
                    ChunkLeakEvent.commit(watch.chunk.capacity(), last);
                } catch (LinkageError e) {
                    Recorder.failed(e);
                }
            }
        }
    }

    /**
     * Who holds the watched chunks that are out: for the message of a pool that is at its bound.
     *
     * @return a sentence that names the places where they were acquired or retained last, up to five of them, those that hold
     *     most first: {@code "Held: 3 of 12288 bytes, the oldest for 250 ms, acquired by thread "main" at
     *     com.example.Server.read(Server.java:42) < …; 1 of …"}
     */
    public String holders() {
        Map<List<StackTraceElement>, List<Watch>> places = watched.stream()
                .collect(Collectors.groupingBy(watch -> watch.last().stack(), LinkedHashMap::new, Collectors.toList()));
        String share = all ? "" : " (one acquisition in " + INTERVAL + " is watched)";
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
        return watches.stream().mapToLong(watch -> watch.chunk.capacity()).sum();
    }

    private static String describe(List<Watch> watches) {
        Watch oldest = watches.stream()
                .min(Comparator.comparingLong(watch -> watch.nanos))
                .orElseThrow();
        Place place = oldest.last();
        return watches.size() + " of " + bytes(watches) + " bytes, the oldest for "
                + (System.nanoTime() - oldest.nanos) / 1_000_000 + " ms, " + place.getMessage() + " at "
                + place.callers();
    }
}
