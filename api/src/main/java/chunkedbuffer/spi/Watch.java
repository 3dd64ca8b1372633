package chunkedbuffer.spi;

import chunkedbuffer.api.Chunk;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What a {@link LeakTracker} knows of a watched chunk. It does not reach that chunk, only the pool's own one inside. */
final class Watch extends PhantomReference<Chunk> {

    /**
     * Of the retains, the first and one in this many have their stack taken, unless all have: in a pipe there may be hundreds, and
     * a stack costs as much as a hundred of them.
     */
    private static final int INTERVAL = 64;

    /** The pool's, with the one reference that the watched one stands for. */
    final Chunk chunk;

    /** When it was acquired. */
    final long nanos = System.nanoTime();

    /** Whether the stack of each retain is taken. */
    final boolean all;

    private final Place acquired = new Place(null);

    /** The last one whose stack was taken. */
    private volatile @Nullable Place retained;

    Watch(Chunk watched, Chunk chunk, ReferenceQueue<Chunk> lost, boolean all) {
        super(watched, lost);
        this.chunk = chunk;
        this.all = all;
    }

    void retained() {
        if (all || retained == null || ThreadLocalRandom.current().nextInt(INTERVAL) == 0) {
            retained = new Place(acquired);
        }
    }

    /** Where it was acquired or retained last, as far as is known. */
    Place last() {
        Place last = retained;
        return last == null ? acquired : last;
    }
}
