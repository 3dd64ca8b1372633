package chunkedbuffer.api;

import chunkedbuffer.spi.BoundedWriter;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** One write of a stream: put into the output piece by piece, so that a large one is bounded by the output's thresholds. */
abstract class StreamWrite {

    /** What is copied before it is flushed: the default pause threshold, so that a write adds at most as much to it. */
    static final int PIECE = 64 * 1024;

    /** What a gathering write collects before it is flushed. */
    static final int GATHERED = 1024 * 1024;

    /**
     * Writes and flushes the next piece.
     *
     * @return whether writing may go on at once
     */
    abstract boolean step(PipeWriter output);

    /** Whether there are no more pieces. */
    boolean isDone() {
        return true;
    }

    /** Whether the last step stopped short for want of memory: then what goes on first waits for some. */
    boolean isStarved() {
        return false;
    }

    /** Called before this write has to wait for its turn: what the caller need not keep is kept here. */
    void keep() {}

    /** Called after the last step, or instead of the first. */
    void release() {}

    static StreamWrite of(byte[] data) {
        return new Array(data, 0, data.length);
    }

    static StreamWrite of(byte[] data, int offset, int length) {
        return new Array(data, offset, length);
    }

    static StreamWrite of(ByteBuffer data) {
        return new Buffer(data);
    }

    static StreamWrite of(Bytes data) {
        return new Linked(data);
    }

    static StreamWrite all(Iterable<ByteBuffer> data) {
        return new Gathered(data);
    }

    static StreamWrite flush() {
        return new StreamWrite() {
            @Override
            boolean step(PipeWriter output) {
                return output.flush();
            }
        };
    }

    static StreamWrite eof() {
        return new StreamWrite() {
            private boolean waited;

            @Override
            void keep() {
                waited = true;
            }

            @Override
            boolean step(PipeWriter output) {
                if (waited && output.isReaderClosed()) {
                    output.flush(); // says why: what was written before has not all gone out, and the end will not
                }
                output.eof();
                return true;
            }
        };
    }

    /**
     * A write of bytes. One that copies stops short where its pool has no memory without a wait, so that what is there is flushed
     * before it waits: that may be what holds the memory.
     */
    private abstract static class Put extends StreamWrite {

        private boolean starved;

        @Override
        final boolean step(PipeWriter output) {
            starved = false;
            try {
                put(output);
            } catch (PoolExhaustedException e) {
                output.flush();
                throw e;
            }
            boolean writable = output.flush();
            boolean goesOn = writable && !starved;
            starved &= writable; // who is paused waits for the reader first, and leaves memory to others
            return goesOn;
        }

        abstract void put(PipeWriter output);

        /** Says how many of {@code wanted} bytes were copied. */
        final int copied(int count, int wanted) {
            starved = count < wanted;
            return count;
        }

        @Override
        final boolean isStarved() {
            return starved;
        }

        @Override
        final boolean isDone() {
            return !starved && isPut();
        }

        abstract boolean isPut();
    }

    private static final class Array extends Put {

        private final byte[] data;
        private int from;
        private int left;

        Array(byte[] data, int offset, int length) {
            this.data = data;
            this.from = offset;
            this.left = length;
        }

        @Override
        void put(PipeWriter output) {
            int piece = Math.min(left, PIECE);
            int count = piece;
            if (output instanceof BoundedWriter bounded) {
                count = copied(bounded.writeSome(data, from, piece), piece);
            } else if (piece == data.length) {
                output.write(data);
            } else {
                output.write(data, from, piece);
            }
            from += count;
            left -= count;
        }

        @Override
        boolean isPut() {
            return left == 0;
        }
    }

    private static final class Buffer extends Put {

        private final ByteBuffer data;

        Buffer(ByteBuffer data) {
            this.data = data;
        }

        @Override
        void put(PipeWriter output) {
            copy(data, PIECE, output, this);
        }

        @Override
        boolean isPut() {
            return !data.hasRemaining();
        }

        /** Copies at most as much and moves the position behind it. */
        static int copy(ByteBuffer data, int most, PipeWriter output, Put write) {
            int limit = data.limit();
            int piece = Math.min(data.remaining(), most);
            int end = data.position() + piece;
            data.limit(end);
            try {
                if (output instanceof BoundedWriter bounded) {
                    return write.copied(bounded.writeSome(data), piece);
                }
                output.write(data);
            } finally {
                data.limit(limit);
            }
            data.position(end);
            return piece;
        }
    }

    private static final class Linked extends Put {

        private Bytes data;
        private boolean kept;

        Linked(Bytes data) {
            data.length(); // a closed handle shows at the call
            this.data = data;
        }

        @Override
        void put(PipeWriter output) {
            output.write(data);
        }

        @Override
        boolean isPut() {
            return true;
        }

        @Override
        void keep() {
            data = data.retain();
            kept = true;
        }

        @Override
        void release() {
            if (kept) {
                data.close();
            }
        }
    }

    private static final class Gathered extends Put {

        private final Iterable<ByteBuffer> data;
        private @Nullable Iterator<ByteBuffer> rest;
        private ByteBuffer current = ByteBuffer.allocate(0);
        private boolean done;

        Gathered(Iterable<ByteBuffer> data) {
            this.data = data;
        }

        @Override
        void put(PipeWriter output) {
            Iterator<ByteBuffer> buffers = rest;
            if (buffers == null) {
                buffers = data.iterator();
                rest = buffers;
            }
            int room = GATHERED;
            while (room > 0 && !isStarved()) {
                if (current.hasRemaining()) {
                    room -= Buffer.copy(current, room, output, this);
                } else if (buffers.hasNext()) {
                    current = buffers.next();
                } else {
                    done = true;
                    return;
                }
            }
        }

        @Override
        boolean isPut() {
            return done;
        }
    }
}
