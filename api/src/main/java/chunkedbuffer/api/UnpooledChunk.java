package chunkedbuffer.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that belongs to the garbage collector: handed over by a user, or made for one purpose. */
final class UnpooledChunk extends Chunk {
    /** The buffer is its view too: nobody writes into it, so nobody moves its position. */
    UnpooledChunk(ByteBuffer memory) {
        super(memory.clear(), memory.order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    protected void recycle() {}
}
