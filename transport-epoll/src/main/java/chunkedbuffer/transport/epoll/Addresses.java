package chunkedbuffer.transport.epoll;

import io.netty.channel.unix.Buffer;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where direct memory is: asked once a chunk, as chunks come again and again. Java versions that keep {@code Unsafe} closed may make an
 * object for each question. A hash table, open and probed in line; it grows while the chunks in use do. Holds no memory. For one
 * thread at a time.
 */
final class Addresses {

    private static final int FEWEST_PLACES = 256;

    /** Chunks beyond these are asked each time. */
    private static final int MOST_PLACES = 64 * 1024;

    /** So many places are looked at for one chunk. */
    private static final int PROBES = 8;

    /** Its length is a power of 2. */
    private @Nullable Known[] known = new Known[FEWEST_PLACES];

    private static final class Known extends WeakReference<ByteBuffer> {
        final long address;
        final int hash;

        Known(ByteBuffer memory, int hash, long address) {
            super(memory);
            this.address = address;
            this.hash = hash;
        }
    }

    /** The address of index 0. */
    long of(ByteBuffer direct) {
        int hash = System.identityHashCode(direct);
        for (int probe = 0; probe < PROBES; probe++) {
            @Nullable Known there = known[place(hash, probe)];
            if (there != null && there.refersTo(direct)) {
                return there.address;
            }
        }
        long address = Buffer.memoryAddress(direct);
        keep(new Known(direct, hash, address));
        return address;
    }

    private void keep(Known asked) {
        while (!put(asked) && known.length < MOST_PLACES) {
            @Nullable Known[] before = known;
            known = new Known[2 * before.length];
            for (@Nullable Known one : before) {
                if (one != null && !one.refersTo(null)) {
                    put(one);
                }
            }
        }
    }

    /** False where all places for it hold others that live. */
    private boolean put(Known one) {
        for (int probe = 0; probe < PROBES; probe++) {
            int place = place(one.hash, probe);
            @Nullable Known there = known[place];
            if (there == null || there.refersTo(null)) {
                known[place] = one;
                return true;
            }
        }
        return false;
    }

    private int place(int hash, int probe) {
        return hash + probe & known.length - 1;
    }
}
