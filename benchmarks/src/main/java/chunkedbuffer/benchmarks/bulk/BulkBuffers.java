package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.benchmarks.OwnPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import kotlinx.io.SourcesKt;

/**
 * The work of {@link BulkBuffer} in each library: its read and write of an array. The flat ones are one buffer as large as the burst,
 * and begin at its start when it is empty; the others chain what they need.
 */
final class BulkBuffers {
    private BulkBuffers() {}

    abstract static class OfPipe extends BulkBuffer {
        private final Pipe pipe;

        /** Over the array that is read into. */
        private ByteBuffer dst = ByteBuffer.allocate(0);

        OfPipe(MemoryKind memory) {
            pipe = Pipe.create(OwnPool.options(memory).build());
        }

        @Override
        public void write(byte[] block) {
            pipe.write(block);
            pipe.flush();
        }

        @Override
        public void read(byte[] block) throws IOException {
            if (dst.array() != block) {
                dst = ByteBuffer.wrap(block);
            }
            dst.clear();
            while (dst.hasRemaining()) {
                if (pipe.readInto(dst) <= 0) {
                    throw new EOFException("the pipe is empty");
                }
            }
        }

        @Override
        public void close() {
            pipe.close();
        }
    }

    static final class DirectPipe extends OfPipe {
        DirectPipe() {
            super(MemoryKind.DIRECT);
        }
    }

    static final class HeapPipe extends OfPipe {
        HeapPipe() {
            super(MemoryKind.HEAP);
        }
    }

    static final class Flat extends BulkBuffer {
        private final byte[] data;
        private int head;
        private int tail;

        Flat(int burst) {
            data = new byte[burst * BLOCK];
        }

        @Override
        public void write(byte[] block) {
            System.arraycopy(block, 0, data, tail, BLOCK);
            tail += BLOCK;
        }

        @Override
        public void read(byte[] block) {
            System.arraycopy(data, head, block, 0, BLOCK);
            head += BLOCK;
            if (head == tail) {
                head = 0;
                tail = 0;
            }
        }
    }

    static final class Netty extends BulkBuffer {
        private final ByteBuf data;

        Netty(int burst) {
            data = PooledByteBufAllocator.DEFAULT.directBuffer(burst * BLOCK);
        }

        @Override
        public void write(byte[] block) {
            data.writeBytes(block);
        }

        @Override
        public void read(byte[] block) {
            data.readBytes(block);
            if (!data.isReadable()) {
                data.clear();
            }
        }

        @Override
        public void close() {
            data.release();
        }
    }

    static final class Okio extends BulkBuffer {
        private final okio.Buffer data = new okio.Buffer();

        @Override
        public void write(byte[] block) {
            data.write(block);
        }

        @Override
        public void read(byte[] block) throws IOException {
            data.readFully(block);
        }
    }

    static final class Kotlinx extends BulkBuffer {
        private final kotlinx.io.Buffer data = new kotlinx.io.Buffer();

        @Override
        public void write(byte[] block) {
            data.write(block, 0, BLOCK);
        }

        @Override
        public void read(byte[] block) {
            SourcesKt.readTo(data, block, 0, BLOCK);
        }
    }

    /** Both ends on one thread, which must not wait: the pipe holds the whole burst. */
    static final class PipedStreams extends BulkBuffer {
        private final PipedOutputStream out = new PipedOutputStream();
        private final PipedInputStream in;

        PipedStreams(int burst) {
            try {
                in = new PipedInputStream(out, burst * BLOCK);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(byte[] block) throws IOException {
            out.write(block);
        }

        @Override
        public void read(byte[] block) throws IOException {
            if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
                throw new EOFException("the pipe is empty");
            }
        }
    }
}
