package chunkedbuffer.pool.commons;

import chunkedbuffer.api.Chunk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a {@link CommonsPool}: the object that Commons Pool keeps, with its memory.
 *
 * <p>The fields belong to whoever has the chunk: its last user, who releases it; then Commons Pool, whose locks carry them
 * to the thread that takes it out or evicts it.
 */
final class CommonsChunk extends Chunk {

    private final CommonsPool pool;

    /** Null: larger than the largest size; made for one request and dropped after it. */
    final @Nullable SizePool home;

    /** Whether its bytes are booked as idle. */
    boolean idle;

    /** Whether it is to be dropped when it comes home. */
    boolean doomed;

    /** Whether Commons Pool has let it go. It may say so twice, when the evictor and a {@code clear()} meet. */
    private boolean gone;

    CommonsChunk(CommonsPool pool, @Nullable SizePool home, ByteBuffer memory) {
        super(memory);
        this.pool = pool;
        this.home = home;
    }

    /** For the pool, when it hands the chunk out again. */
    void again() {
        renew().memory().order(ByteOrder.BIG_ENDIAN); // whatever the last writer chose
    }

    /** Whether this is the first call. */
    synchronized boolean letGo() {
        boolean first = !gone;
        gone = true;
        return first;
    }

    @Override
    protected void recycle() {
        pool.recycle(this);
    }

    /** For the list of objects in JMX. */
    @Override
    public String toString() {
        return "chunk of " + capacity() + " bytes, " + references() + " references";
    }
}
