package chunkedbuffer.benchmarks.bulk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import okio.Buffer;
import okio.Sink;
import okio.Source;

/** The work of {@link HandOver} by hand and in other libraries. */
final class HandOvers {
    private HandOvers() {}

    /** A block for each mark. */
    static ByteBuffer[] blocks(int length) {
        ByteBuffer[] blocks = new ByteBuffer[HandOver.MARKS];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = ByteBuffer.allocateDirect(length).put(0, (byte) i).put(length - 1, (byte) ~i);
        }
        return blocks;
    }

    /** The limit: buffers that go back and forth. */
    static final class ByHand extends HandOver {
        private final Line<ByteBuffer> full;
        private final Line<ByteBuffer> empty;

        ByHand(Line<ByteBuffer> full, Line<ByteBuffer> empty, int blocks, int length) throws InterruptedException {
            this.full = full;
            this.empty = empty;
            for (int i = 0; i < blocks; i++) {
                empty.put(ByteBuffer.allocateDirect(length));
            }
        }

        @Override
        public void give(int length, byte mark) throws InterruptedException {
            full.put(empty.take().put(0, mark).put(length - 1, (byte) ~mark));
        }

        @Override
        public int take(int length) throws InterruptedException {
            ByteBuffer block = full.take();
            int seen = seen(block.get(0), block.get(length - 1));
            empty.put(block);
            return seen;
        }
    }

    abstract static class OfNetty extends HandOver {
        static ByteBuf filled(ByteBufAllocator allocator, int length, byte mark) {
            return allocator
                    .directBuffer(length)
                    .setByte(0, mark)
                    .setByte(length - 1, ~mark)
                    .writerIndex(length);
        }

        static int seenIn(ByteBuf block, int length) {
            return seen(block.getByte(block.readerIndex()), block.getByte(block.readerIndex() + length - 1));
        }
    }

    /** A buffer of an allocator's for each block. */
    static final class NettyLine extends OfNetty {
        private final ByteBufAllocator allocator;
        private final Line<ByteBuf> line;

        /** Kept all the time: an arena with nothing in use gives its memory up, and asks for it again at each burst. */
        private final ByteBuf kept;

        NettyLine(ByteBufAllocator allocator, Line<ByteBuf> line) {
            this.allocator = allocator;
            this.kept = allocator.directBuffer(1 << 16);
            this.line = line;
        }

        @Override
        public void give(int length, byte mark) throws InterruptedException {
            line.put(filled(allocator, length, mark));
        }

        @Override
        public int take(int length) throws InterruptedException {
            ByteBuf block = line.take();
            int seen = seenIn(block, length);
            block.release();
            return seen;
        }

        @Override
        public void close() {
            kept.release();
        }
    }

    /** Memory that is filled beforehand and never changed, wrapped for each block. */
    static final class NettyWrapped extends OfNetty {
        private final Line<ByteBuf> line;
        private final ByteBuffer[] blocks;

        NettyWrapped(Line<ByteBuf> line, int length) {
            this.line = line;
            blocks = blocks(length);
        }

        @Override
        public void give(int length, byte mark) throws InterruptedException {
            line.put(Unpooled.wrappedBuffer(blocks[mark]));
        }

        @Override
        public int take(int length) throws InterruptedException {
            ByteBuf block = line.take();
            int seen = seenIn(block, length);
            block.release();
            return seen;
        }
    }

    /** Pooled buffers chained in a composite, and cut out of it as retained slices: a stream, as a pipe is. For one thread. */
    static final class NettyComposite extends OfNetty {
        private final CompositeByteBuf chain = PooledByteBufAllocator.DEFAULT.compositeDirectBuffer(Integer.MAX_VALUE);

        @Override
        public void give(int length, byte mark) {
            chain.addComponent(true, filled(PooledByteBufAllocator.DEFAULT, length, mark));
        }

        @Override
        public int take(int length) {
            ByteBuf block = chain.readRetainedSlice(length);
            int seen = seenIn(block, length);
            block.release();
            chain.discardReadComponents(); // not sooner: the slice lies over the chain
            return seen;
        }

        @Override
        public void close() {
            chain.release();
        }
    }

    /** Okio's segments of 8 KiB, filled in place and moved: through a {@code Pipe} if there are two threads, else through a buffer. */
    static final class Okio extends HandOver {
        private static final int SEGMENT = 8192;

        private final Buffer filling = new Buffer();
        private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
        private final Sink sink;
        private final Source source;

        Okio(boolean twoThreads, int holds) {
            if (twoThreads) {
                okio.Pipe pipe = new okio.Pipe(holds);
                sink = pipe.sink();
                source = pipe.source();
            } else {
                Buffer between = new Buffer();
                sink = between;
                source = between;
            }
        }

        @Override
        public void give(int length, byte mark) throws IOException {
            try (cursor) {
                filling.readAndWriteUnsafe(cursor);
                for (int at = 0; at < length; at += SEGMENT) {
                    cursor.expandBuffer(SEGMENT);
                    if (at == 0) {
                        cursor.data[cursor.start] = mark;
                    }
                }
                cursor.data[cursor.end - 1] = (byte) ~mark;
            }
            sink.write(filling, length);
        }

        @Override
        public int take(int length) throws IOException {
            Buffer block = new Buffer();
            while (block.size() < length) {
                source.read(block, length - block.size());
            }
            int seen = seen(block.getByte(0), block.getByte(length - 1));
            block.clear();
            return seen;
        }
    }
}
