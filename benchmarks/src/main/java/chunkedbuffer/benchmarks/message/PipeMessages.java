package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.benchmarks.OwnPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** This library: its pipe with default options. */
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
            pipe.advance(count);
            at += count;
        }
        pipe.flush();
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
            Bytes there = pipe.buffered();
            int length = (int) newline - (newline > 0 && there.get(newline - 1) == '\r' ? 1 : 0);
            byte first = there.get(0);
            pipe.skip(newline + 1);
            return seen(length, first);
        }

        @Override
        public @Nullable Bytes slice() throws IOException {
            return pipe.takeLine();
        }
    }

    abstract static class Frames extends PipeMessages {
        private static final int HEADER = Integer.BYTES;

        Frames(MemoryKind memory) {
            super(memory);
        }

        /** Length of the payload if the whole frame is there, else -1. */
        private int whole() {
            long there = pipe.length();
            if (there < HEADER) {
                return -1;
            }
            int length = pipe.buffered().getInt(0);
            return there < HEADER + length ? -1 : length;
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            int length = whole();
            if (length < 0) {
                return null;
            }
            pipe.skip(HEADER);
            return pipe.readBytes(length);
        }

        @Override
        public long look() throws IOException {
            long there = pipe.length();
            if (there < HEADER) {
                return -1;
            }
            Bytes view = pipe.buffered();
            int length = view.getInt(0);
            if (there < HEADER + length) {
                return -1;
            }
            byte first = view.get(HEADER);
            pipe.skip(HEADER + length);
            return seen(length, first);
        }

        @Override
        public @Nullable Bytes slice() throws IOException {
            int length = whole();
            if (length < 0) {
                return null;
            }
            pipe.skip(HEADER);
            return pipe.take(length);
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
