package chunkedbuffer.benchmarks.search;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.benchmarks.OwnPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import kotlinx.io.BuffersKt;
import kotlinx.io.ByteStringsKt;
import okio.ByteString;

/** The work of {@link SearchBuffer} in each library. */
final class SearchBuffers {
    private static final int CHUNK = 8192;
    private static final int WHOLE = 2 << 20;

    private SearchBuffers() {}

    abstract static class OfPipe extends SearchBuffer {
        private final Pipe pipe;

        OfPipe(MemoryKind memory, int chunk) {
            pipe = Pipe.create(OwnPool.options(memory)
                    .minimumChunkSize(chunk)
                    .maximumChunkSize(chunk)
                    .build());
        }

        @Override
        public void fill(byte[] text) {
            pipe.write(text);
            pipe.flush();
        }

        @Override
        public long find(byte wanted) {
            return pipe.indexOf(wanted, Haystack.FROM, -1);
        }

        @Override
        public long find(byte[] needle) {
            return pipe.indexOf(needle, Haystack.FROM, -1);
        }

        @Override
        public void add(byte b) {
            pipe.getBuffer(1).put(b);
            pipe.bufferWritten(1);
        }

        @Override
        public long findFirst(byte[] needle) {
            return pipe.indexOf(needle);
        }

        @Override
        public void clear() throws IOException {
            pipe.skip(-1);
        }

        @Override
        public void close() {
            pipe.close();
        }
    }

    static final class DirectPipe extends OfPipe {
        DirectPipe() {
            super(MemoryKind.DIRECT, WHOLE);
        }
    }

    static final class HeapPipe extends OfPipe {
        HeapPipe() {
            super(MemoryKind.HEAP, WHOLE);
        }
    }

    static final class DirectChunks extends OfPipe {
        DirectChunks() {
            super(MemoryKind.DIRECT, CHUNK);
        }
    }

    static final class HeapChunks extends OfPipe {
        HeapChunks() {
            super(MemoryKind.HEAP, CHUNK);
        }
    }

    static final class OfBytes extends SearchBuffer {
        private Bytes bytes = Bytes.empty();

        @Override
        public void fill(byte[] text) {
            bytes = Bytes.wrap(text.clone());
        }

        @Override
        public long find(byte wanted) {
            return bytes.indexOf(wanted, Haystack.FROM, -1);
        }

        @Override
        public long find(byte[] needle) {
            return bytes.indexOf(needle, Haystack.FROM, -1);
        }
    }

    static final class ByHand extends SearchBuffer {
        private static final VarHandle LONG =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long ONES = 0x0101010101010101L;
        private static final long HIGHS = 0x8080808080808080L;

        private byte[] data = {};

        @Override
        public void fill(byte[] text) {
            data = text.clone();
        }

        @Override
        public long find(byte wanted) {
            byte[] bytes = data;
            long pattern = (wanted & 0xffL) * ONES;
            int at = Haystack.FROM;
            for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
                long word = (long) LONG.get(bytes, at) ^ pattern;
                long found = (word - ONES) & ~word & HIGHS;
                if (found != 0) {
                    return (long) at + (Long.numberOfTrailingZeros(found) >>> 3);
                }
            }
            for (; at < bytes.length; at++) {
                if (bytes[at] == wanted) {
                    return at;
                }
            }
            return -1;
        }
    }

    abstract static class OfNetty extends SearchBuffer {
        final ByteBuf data;
        private ByteBuf sought = Unpooled.EMPTY_BUFFER;

        OfNetty(ByteBuf empty) {
            data = empty;
        }

        @Override
        public void fill(byte[] text) {
            data.writeBytes(text);
        }

        @Override
        public void prepare(byte[] needle) {
            sought = Unpooled.wrappedBuffer(needle);
        }

        @Override
        public long find(byte wanted) {
            return data.indexOf(Haystack.FROM, data.writerIndex(), wanted);
        }

        @Override
        public long find(byte[] needle) {
            return ByteBufUtil.indexOf(sought, data.readerIndex(Haystack.FROM));
        }

        @Override
        public void add(byte b) {
            data.writeByte(b);
        }

        @Override
        public long findFirst(byte[] needle) {
            return ByteBufUtil.indexOf(sought, data);
        }

        @Override
        public void clear() {
            data.clear();
        }

        @Override
        public void close() {
            data.release();
        }
    }

    static final class NettyDirect extends OfNetty {
        NettyDirect() {
            super(PooledByteBufAllocator.DEFAULT.directBuffer());
        }
    }

    static final class NettyHeap extends OfNetty {
        NettyHeap() {
            super(PooledByteBufAllocator.DEFAULT.heapBuffer());
        }
    }

    static final class NettyChunks extends OfNetty {
        private final CompositeByteBuf chunks;

        NettyChunks() {
            this(PooledByteBufAllocator.DEFAULT.compositeDirectBuffer(Integer.MAX_VALUE));
        }

        private NettyChunks(CompositeByteBuf chunks) {
            super(chunks);
            this.chunks = chunks;
        }

        @Override
        public void fill(byte[] text) {
            for (int at = 0; at < text.length; at += CHUNK) {
                int count = Math.min(CHUNK, text.length - at);
                chunks.addComponent(
                        true, PooledByteBufAllocator.DEFAULT.directBuffer(CHUNK).writeBytes(text, at, count));
            }
        }
    }

    static final class Okio extends SearchBuffer {
        private final okio.Buffer data = new okio.Buffer();
        private ByteString sought = ByteString.EMPTY;

        @Override
        public void fill(byte[] text) {
            data.write(text);
        }

        @Override
        public void prepare(byte[] needle) {
            sought = ByteString.of(needle);
        }

        @Override
        public long find(byte wanted) {
            return data.indexOf(wanted, Haystack.FROM);
        }

        @Override
        public long find(byte[] needle) throws IOException {
            return data.indexOf(sought, Haystack.FROM);
        }

        @Override
        public void add(byte b) {
            data.writeByte(b);
        }

        @Override
        public long findFirst(byte[] needle) throws IOException {
            return data.indexOf(sought);
        }

        @Override
        public void clear() {
            data.clear();
        }
    }

    static final class Kotlinx extends SearchBuffer {
        private final kotlinx.io.Buffer data = new kotlinx.io.Buffer();
        private kotlinx.io.bytestring.ByteString sought = new kotlinx.io.bytestring.ByteString(new byte[0], 0, 0);

        @Override
        public void fill(byte[] text) {
            data.write(text, 0, text.length);
        }

        @Override
        public void prepare(byte[] needle) {
            sought = new kotlinx.io.bytestring.ByteString(needle, 0, needle.length);
        }

        @Override
        public long find(byte wanted) {
            return BuffersKt.indexOf(data, wanted, Haystack.FROM, data.getSize());
        }

        @Override
        public long find(byte[] needle) {
            return ByteStringsKt.indexOf(data, sought, Haystack.FROM);
        }

        @Override
        public void add(byte b) {
            data.writeByte(b);
        }

        @Override
        public long findFirst(byte[] needle) {
            return ByteStringsKt.indexOf(data, sought, 0);
        }

        @Override
        public void clear() {
            data.clear();
        }
    }
}
