package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.benchmarks.OwnPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * This library: its pipe with default options. A piece is put into the buffers that the writer is given, and flushed; that the writer
 * would be paused is nothing to a single thread.
 */
abstract class PipeMessages extends MessageBuffer<Bytes> {
    final Pipe pipe;

    PipeMessages(MemoryKind memory) {
        pipe = Pipe.create(OwnPool.options(memory).build());
    }

    @Override
    public void put(byte[] src, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            ByteBuffer room = pipe.getBuffer();
            int count = Math.min(end - at, room.remaining());
            room.put(src, at, count);
            at += count;
            if (at < end) {
                pipe.advance(count);
            } else {
                pipe.bufferWritten(count);
            }
        }
    }

    @Override
    public void release(Bytes slice) {
        slice.close();
    }

    @Override
    public byte[] content(Bytes slice) {
        return slice.toByteArray();
    }

    @Override
    public void close() {
        pipe.close();
    }

    /** Copied out, the end is looked for as CRLF; as a string, a slice and in place as a newline that may follow a CR. */
    abstract static class Lines extends PipeMessages {
        private static final byte[] CRLF = {'\r', '\n'};

        Lines(MemoryKind memory) {
            super(memory);
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            return pipe.readUntil(CRLF, true);
        }

        @Override
        public @Nullable String string() throws IOException {
            return pipe.readLine(UTF_8);
        }

        @Override
        public long look() throws IOException {
            long newline = pipe.indexOf((byte) '\n');
            if (newline < 0) {
                return -1;
            }
            int length = (int) newline - (newline > 0 && pipe.get(newline - 1) == '\r' ? 1 : 0);
            byte first = pipe.get(0);
            pipe.skip(newline + 1);
            return seen(length, first);
        }

        @Override
        public @Nullable Bytes slice() throws IOException {
            return pipe.takeLine();
        }
    }

    /**
     * Copied out or taken, the header is read first, then the payload when it is there; in place, both are looked at together.
     * {@code has} is asked where too little is there, as a parser does that must not leave a writer paused.
     */
    abstract static class Frames extends PipeMessages {
        private static final int HEADER = Integer.BYTES;

        /** Length of the payload whose header was read, or -1. */
        private int length = -1;

        Frames(MemoryKind memory) {
            super(memory);
        }

        private boolean header() throws IOException {
            if (length < 0) {
                if (!pipe.has(HEADER)) {
                    return false;
                }
                length = pipe.readInt();
            }
            return true;
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            byte[] frame = header() ? pipe.readBytes(length) : null;
            if (frame != null) {
                length = -1;
            }
            return frame;
        }

        @Override
        public long look() throws IOException {
            if (!pipe.has(HEADER)) {
                return -1;
            }
            int count = pipe.getInt(0);
            if (!pipe.has(HEADER + count)) {
                return -1;
            }
            byte first = pipe.get(HEADER);
            pipe.skip(HEADER + count);
            return seen(count, first);
        }

        @Override
        public @Nullable Bytes slice() throws IOException {
            Bytes frame = header() ? pipe.take(length) : null;
            if (frame != null) {
                length = -1;
            }
            return frame;
        }
    }

    static final class DirectLines extends Lines {
        DirectLines() {
            super(MemoryKind.DIRECT);
        }
    }

    static final class HeapLines extends Lines {
        HeapLines() {
            super(MemoryKind.HEAP);
        }
    }

    static final class DirectFrames extends Frames {
        DirectFrames() {
            super(MemoryKind.DIRECT);
        }
    }

    static final class HeapFrames extends Frames {
        HeapFrames() {
            super(MemoryKind.HEAP);
        }
    }
}
