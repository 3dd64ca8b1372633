package chunkedbuffer.spi;

import chunkedbuffer.api.Chunk;
import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that is handed out once, around the memory of a pool's own, which may be kept somewhere by the pool: when this one
 * becomes unreachable, its users have lost it.
 */
final class WatchedChunk extends Chunk {

    private final Chunk inside;
    private @Nullable Watch watch;
    private @Nullable LeakTracker tracker;

    WatchedChunk(Chunk inside) {
        super(inside.memory());
        this.inside = inside;
    }

    /** Before it is handed out. */
    void begin(Watch watch, LeakTracker tracker) {
        this.watch = watch;
        this.tracker = tracker;
        tellOfRetains();
    }

    /** For tests. */
    Watch watch() {
        return Objects.requireNonNull(watch);
    }

    /** Whether each retain is to be known. */
    boolean tellsOfAll() {
        return watch != null && watch.all;
    }

    @Override
    protected void retained() {
        Objects.requireNonNull(watch).retained();
    }

    @Override
    protected void recycle() {
        try {
            Objects.requireNonNull(tracker).released(Objects.requireNonNull(watch));
            inside.release();
        } finally {
            Reference.reachabilityFence(this); // or it could be reported while it is released
        }
    }
}
