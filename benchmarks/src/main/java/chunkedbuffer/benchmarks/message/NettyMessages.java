package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Netty's {@code ByteBuf} by hand: one buffer that is compacted when it is full, which moves the beginning of one message, since all
 * whole ones are taken out before. {@code indexOf} goes on where it ended. Slices are {@code readRetainedSlice}; who holds some while
 * more arrives must not compact, but would need a new buffer.
 */
abstract class NettyMessages extends MessageBuffer<ByteBuf> {
    private static final int CAPACITY = 1 << 16;

    final ByteBuf data;

    NettyMessages(ByteBuf data) {
        this.data = data;
    }

    private static ByteBuf direct() {
        return PooledByteBufAllocator.DEFAULT.directBuffer(CAPACITY);
    }

    private static ByteBuf heap() {
        return PooledByteBufAllocator.DEFAULT.heapBuffer(CAPACITY);
    }

    @Override
    public void put(byte[] src, int offset, int length) {
        if (!data.isWritable(length)) {
            moved(data.readerIndex());
            data.discardReadBytes();
        }
        data.writeBytes(src, offset, length);
    }

    void moved(int by) {}

    @Override
    public void release(ByteBuf slice) {
        slice.release();
    }

    @Override
    public byte[] content(ByteBuf slice) {
        return ByteBufUtil.getBytes(slice);
    }

    @Override
    public void close() {
        data.release();
    }

    abstract static class Lines extends NettyMessages {
        private int scanned;

        Lines(ByteBuf data) {
            super(data);
        }

        @Override
        void moved(int by) {
            scanned -= by;
        }

        private int newline() {
            int end = data.writerIndex();
            int found = data.indexOf(Math.max(scanned, data.readerIndex()), end, (byte) '\n');
            if (found < 0) {
                scanned = end;
            }
            return found;
        }

        /** Length of the content of the line that ends with a newline. */
        private int length(int newline) {
            int length = newline - data.readerIndex();
            return length > 0 && data.getByte(newline - 1) == '\r' ? length - 1 : length;
        }

        @Override
        public byte @Nullable [] array() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            byte[] line = new byte[length(newline)];
            data.readBytes(line);
            data.readerIndex(newline + 1);
            return line;
        }

        @Override
        public @Nullable String string() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            String line = data.toString(data.readerIndex(), length(newline), UTF_8);
            data.readerIndex(newline + 1);
            return line;
        }

        @Override
        public long look() {
            int newline = newline();
            if (newline < 0) {
                return -1;
            }
            long seen = seen(length(newline), data.getByte(data.readerIndex()));
            data.readerIndex(newline + 1);
            return seen;
        }

        @Override
        public @Nullable ByteBuf slice() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            ByteBuf slice = data.readRetainedSlice(length(newline));
            data.readerIndex(newline + 1);
            return slice;
        }
    }

    abstract static class Frames extends NettyMessages {
        Frames(ByteBuf data) {
            super(data);
        }

        /** Length of the payload if the whole frame is there, and steps over the header; else -1. */
        private int whole() {
            int there = data.readableBytes();
            if (there < Integer.BYTES) {
                return -1;
            }
            int length = data.getInt(data.readerIndex());
            if (there - Integer.BYTES < length) {
                return -1;
            }
            data.skipBytes(Integer.BYTES);
            return length;
        }

        @Override
        public byte @Nullable [] array() {
            int length = whole();
            if (length < 0) {
                return null;
            }
            byte[] frame = new byte[length];
            data.readBytes(frame);
            return frame;
        }

        @Override
        public long look() {
            int length = whole();
            if (length < 0) {
                return -1;
            }
            long seen = seen(length, data.getByte(data.readerIndex()));
            data.skipBytes(length);
            return seen;
        }

        @Override
        public @Nullable ByteBuf slice() {
            int length = whole();
            return length < 0 ? null : data.readRetainedSlice(length);
        }
    }

    static final class DirectLines extends Lines {
        DirectLines() {
            super(direct());
        }
    }

    static final class HeapLines extends Lines {
        HeapLines() {
            super(heap());
        }
    }

    static final class DirectFrames extends Frames {
        DirectFrames() {
            super(direct());
        }
    }

    static final class HeapFrames extends Frames {
        HeapFrames() {
            super(heap());
        }
    }
}
