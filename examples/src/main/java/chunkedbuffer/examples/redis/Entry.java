package chunkedbuffer.examples.redis;

import chunkedbuffer.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A key and its value. A small value is copied into an array, which the next value takes over if it fits. A large one stays where
 * the socket put it: the entry shares the chunk.
 */
final class Entry {

    /**
     * From here on a value is not copied. Whoever shares a chunk keeps all of it, so it is a fair part of the largest that a
     * connection of this server uses, {@link RespServer#MAX_CHUNK}.
     */
    static final int SHARED = RespServer.MAX_CHUNK / 4;

    private static final byte[] NO_BYTES = {};

    final byte[] key;
    final int hash;

    @Nullable
    Entry next; // in the same bucket

    private byte[] copy = NO_BYTES;
    private int length;
    private @Nullable Bytes shared;

    /** What the value is as a number, if it was set as one. */
    private long number;

    private boolean isNumber;

    Entry(byte[] key, int hash, @Nullable Entry next) {
        this.key = key;
        this.hash = hash;
        this.next = next;
    }

    boolean hasKey(Bytes in, long from, long to) {
        if (to - from != key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != in.get(from + i)) {
                return false;
            }
        }
        return true;
    }

    void set(Bytes in, long from, long to) {
        release();
        isNumber = false;
        length = (int) (to - from);
        if (length >= SHARED) {
            shared = in.slice(from, to);
            copy = NO_BYTES;
        } else {
            in.copyTo(from, room(), 0, length);
        }
    }

    void set(long value, byte[] scratch) {
        release();
        number = value;
        isNumber = true;
        int from = Integers.write(value, scratch, scratch.length);
        length = scratch.length - from;
        System.arraycopy(scratch, from, room(), 0, length);
    }

    /**
     * The value as a number.
     *
     * @throws NumberFormatException if it is none
     */
    long integer() {
        if (isNumber) {
            return number;
        }
        try (Bytes value = Bytes.wrap(copy)) {
            return Integers.parse(value, 0, shared == null ? length : Integers.MAX_LENGTH + 1);
        }
    }

    /** An array that the value fits into, and that is not much too large for it. */
    private byte[] room() {
        if (copy.length < length || copy.length > 2 * Math.max(length, Integers.MAX_LENGTH)) {
            copy = new byte[length];
        }
        return copy;
    }

    /** The value's bytes are the first ones, {@link #length()} of them, unless it is {@link #shared()}. */
    byte[] copy() {
        return copy;
    }

    int length() {
        return length;
    }

    /** The value where the socket put it, if it is large. */
    @Nullable
    Bytes shared() {
        return shared;
    }

    /** Lets the chunk go, if it is shared. */
    void release() {
        Bytes held = shared;
        if (held != null) {
            shared = null;
            held.close();
        }
    }
}
