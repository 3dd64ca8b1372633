package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import java.nio.ByteBuffer;

/**
 * The chunk that a writer goes on with where its pool has none: small, outside of the pool, and one at a time.
 *
 * <p>At its bound a pool may be empty because everybody holds some of it and waits for more, each peer for the other. Whoever has
 * a little of its own goes on, and what it sends makes its peer let go.
 */
final class Reserve extends Chunk {
    private static final int SIZE = 2048;

    private final PipeState.WritableWait wait;

    Reserve(PipeState.WritableWait wait) {
        super(ByteBuffer.allocate(SIZE));
        this.wait = wait;
    }

    @Override
    protected void recycle() {
        wait.reserveIsBack();
    }
}
