package chunkedbuffer.api;

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
            @Override
            boolean step(PipeWriter output) {
                output.eof();
                return true;
            }
        };
    }

    private static final class Array extends StreamWrite {

        private final byte[] data;
        private int from;
        private int left;

        Array(byte[] data, int offset, int length) {
            this.data = data;
            this.from = offset;
            this.left = length;
        }

        @Override
        boolean step(PipeWriter output) {
            int piece = Math.min(left, PIECE);
            if (piece == data.length) {
                output.write(data);
            } else {
                output.write(data, from, piece);
            }
            from += piece;
            left -= piece;
            return output.flush();
        }

        @Override
        boolean isDone() {
            return left == 0;
        }
    }

    private static final class Buffer extends StreamWrite {

        private final ByteBuffer data;

        Buffer(ByteBuffer data) {
            this.data = data;
        }

        @Override
        boolean step(PipeWriter output) {
            copy(data, PIECE, output);
            return output.flush();
        }

        @Override
        boolean isDone() {
            return !data.hasRemaining();
        }

        /** Copies at most as much and moves the position behind it. */
        static int copy(ByteBuffer data, int most, PipeWriter output) {
            int limit = data.limit();
            int piece = Math.min(data.remaining(), most);
            int end = data.position() + piece;
            data.limit(end);
            try {
                output.write(data);
            } finally {
                data.limit(limit);
            }
            data.position(end);
            return piece;
        }
    }

    private static final class Linked extends StreamWrite {

        private Bytes data;
        private boolean kept;

        Linked(Bytes data) {
            data.length(); // a closed handle shows at the call
            this.data = data;
        }

        @Override
        boolean step(PipeWriter output) {
            output.write(data);
            return output.flush();
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

    private static final class Gathered extends StreamWrite {

        private final Iterable<ByteBuffer> data;
        private @Nullable Iterator<ByteBuffer> rest;
        private ByteBuffer current = ByteBuffer.allocate(0);
        private boolean done;

        Gathered(Iterable<ByteBuffer> data) {
            this.data = data;
        }

        @Override
        boolean step(PipeWriter output) {
            Iterator<ByteBuffer> buffers = rest;
            if (buffers == null) {
                buffers = data.iterator();
                rest = buffers;
            }
            int room = GATHERED;
            while (current.hasRemaining() || buffers.hasNext()) {
                if (room == 0) {
                    return output.flush();
                }
                if (current.hasRemaining()) {
                    room -= Buffer.copy(current, room, output);
                } else {
                    current = buffers.next();
                }
            }
            done = true;
            return output.flush();
        }

        @Override
        boolean isDone() {
            return done;
        }
    }
}
