package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import java.nio.ByteBuffer;

/** A chunk of a {@link SlabPool}, pooled together with its memory. */
final class SlabChunk extends Chunk {

    final int sizeClass;
    private final SlabPool pool;

    SlabChunk(SlabPool pool, int sizeClass, ByteBuffer memory) {
        super(memory);
        this.pool = pool;
        this.sizeClass = sizeClass;
    }

    /** For the pool, when it hands the chunk out again. */
    SlabChunk reborn() {
        renew();
        return this;
    }

    @Override
    protected void recycle() {
        pool.recycle(this);
    }
}
