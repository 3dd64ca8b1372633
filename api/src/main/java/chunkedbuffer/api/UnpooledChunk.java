package chunkedbuffer.api;

import java.nio.ByteBuffer;

/** Memory that belongs to the garbage collector: handed over by a user, or made for one purpose. */
final class UnpooledChunk extends Chunk {
    UnpooledChunk(ByteBuffer memory) {
        super(memory);
    }

    @Override
    protected void recycle() {}
}
