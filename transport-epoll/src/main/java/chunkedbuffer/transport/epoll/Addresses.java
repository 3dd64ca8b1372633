package chunkedbuffer.transport.epoll;

import io.netty.channel.unix.Buffer;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where direct memory is: asked once a chunk, as chunks come again and again. Java versions that keep {@code Unsafe} closed may make an
 * object for each question. Holds no memory. For one thread at a time.
 */
final class Addresses {

    /** A power of 2. A chunk that meets another one in its place is asked again. */
    private static final int PLACES = 256;

    private final Known[] known = new Known[PLACES];

    private static final class Known extends WeakReference<ByteBuffer> {
        final long address;

        Known(ByteBuffer memory, long address) {
            super(memory);
            this.address = address;
        }
    }

    /** The address of index 0. */
    long of(ByteBuffer direct) {
        int place = System.identityHashCode(direct) & (PLACES - 1);
        @Nullable Known there = known[place];
        if (there != null && there.refersTo(direct)) {
            return there.address;
        }
        long address = Buffer.memoryAddress(direct);
        known[place] = new Known(direct, address);
        return address;
    }
}
