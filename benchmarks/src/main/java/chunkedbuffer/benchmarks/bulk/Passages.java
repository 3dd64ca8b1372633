package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.benchmarks.OwnPool;
import chunkedbuffer.benchmarks.Spin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The work of {@link Passage} in each library. All are given the same number of bytes that may lie between the threads: this
 * library's pipe as its {@code pauseThreshold}, a line of Netty's buffers as so many places as there are writes in it.
 */
final class Passages {
    private static final int BUFFER = 1 << 16;

    private Passages() {}

    abstract static class OfPipe extends Passage {
        private final Pipe pipe;
        private final PipeReader reader;
        private final PipeWriter writer;

        /** Over the array that is read into. */
        private ByteBuffer into = ByteBuffer.allocate(0);

        OfPipe(PipeOptions.Builder options, int holds) {
            pipe = Pipe.create(options.pauseThreshold(holds).build());
            reader = pipe.reader();
            writer = pipe.writer();
        }

        @Override
        public void write(byte[] src, int offset, int length) throws IOException, InterruptedException {
            writer.write(src, offset, length);
            if (!writer.flush()) {
                writer.awaitWritable();
            }
        }

        @Override
        public int read(byte[] dst) throws IOException, InterruptedException {
            if (into.array() != dst) {
                into = ByteBuffer.wrap(dst);
            }
            into.clear();
            int count = reader.readInto(into);
            while (count == 0) {
                reader.awaitReadable(1);
                count = reader.readInto(into);
            }
            return count;
        }

        @Override
        public void close() {
            pipe.close();
        }
    }

    static final class DirectPipe extends OfPipe {
        DirectPipe(int holds) {
            super(OwnPool.options(MemoryKind.DIRECT), holds);
        }
    }

    static final class HeapPipe extends OfPipe {
        HeapPipe(int holds) {
            super(OwnPool.options(MemoryKind.HEAP), holds);
        }
    }

    static final class Ring extends Passage {
        private final byte[] data;
        private final AtomicLong written = new AtomicLong();
        private final Spin writer = new Spin();
        private final Spin reader = new Spin();
        private final AtomicLong read = new AtomicLong();

        Ring(int holds) {
            data = new byte[holds];
        }

        @Override
        public void write(byte[] src, int offset, int length) {
            long at = written.getPlain();
            int from = offset;
            int end = offset + length;
            while (from < end) {
                int room = (int) (read.getAcquire() + data.length - at);
                if (room == 0) {
                    writer.pause();
                    continue;
                }
                int index = (int) at & (data.length - 1);
                int count = Math.min(Math.min(end - from, room), data.length - index);
                System.arraycopy(src, from, data, index, count);
                from += count;
                at += count;
                written.setRelease(at);
            }
        }

        @Override
        public int read(byte[] dst) {
            long at = read.getPlain();
            int there = (int) (written.getAcquire() - at);
            for (; there == 0; there = (int) (written.getAcquire() - at)) {
                reader.pause();
            }
            int index = (int) at & (data.length - 1);
            int count = Math.min(Math.min(there, dst.length), data.length - index);
            System.arraycopy(data, index, dst, 0, count);
            read.setRelease(at + count);
            return count;
        }
    }

    /** A buffer of Netty's own pool for each write, handed over. */
    static final class Netty extends Passage {
        private final Line<ByteBuf> line;
        private @Nullable ByteBuf current;

        Netty(Line<ByteBuf> line) {
            this.line = line;
        }

        @Override
        public void write(byte[] src, int offset, int length) throws InterruptedException {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(length);
            buffer.writeBytes(src, offset, length);
            line.put(buffer);
        }

        @Override
        public int read(byte[] dst) throws InterruptedException {
            ByteBuf buffer = current == null ? line.take() : current;
            int count = Math.min(dst.length, buffer.readableBytes());
            buffer.readBytes(dst, 0, count);
            if (buffer.isReadable()) {
                current = buffer;
            } else {
                current = null;
                buffer.release();
            }
            return count;
        }
    }

    static final class OkioPipe extends Passage {
        private final okio.Pipe pipe;
        private final Buffer out = new Buffer();
        private final Buffer in = new Buffer();

        OkioPipe(int holds) {
            pipe = new okio.Pipe(holds);
        }

        @Override
        public void write(byte[] src, int offset, int length) throws IOException {
            out.write(src, offset, length);
            pipe.sink().write(out, length);
        }

        @Override
        public int read(byte[] dst) throws IOException {
            if (in.exhausted() && pipe.source().read(in, dst.length) < 0) {
                throw new EOFException("the pipe has ended");
            }
            return in.read(dst);
        }
    }

    static final class PipedStreams extends Passage {
        private final PipedOutputStream out = new PipedOutputStream();
        private final PipedInputStream in;

        PipedStreams(int holds) throws IOException {
            in = new PipedInputStream(out, holds);
        }

        @Override
        public void write(byte[] src, int offset, int length) throws IOException {
            out.write(src, offset, length);
            out.flush(); // else the reader sleeps for a second
        }

        @Override
        public int read(byte[] dst) throws IOException {
            return in.read(dst);
        }
    }

    static final class BufferedStreams extends Passage {
        private final OutputStream out;
        private final InputStream in;

        BufferedStreams(int holds) throws IOException {
            PipedOutputStream piped = new PipedOutputStream();
            out = new BufferedOutputStream(piped);
            in = new BufferedInputStream(new PipedInputStream(piped, holds));
        }

        @Override
        public void write(byte[] src, int offset, int length) throws IOException {
            out.write(src, offset, length);
        }

        @Override
        public void end() throws IOException {
            out.flush();
        }

        @Override
        public int read(byte[] dst) throws IOException {
            return in.read(dst);
        }
    }

    /** The kernel's pipe, which holds 64 KiB. Each end has a direct buffer of its own, so that the channels need none of theirs. */
    static final class Channels extends Passage {
        private final java.nio.channels.Pipe pipe = java.nio.channels.Pipe.open();
        private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
        private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);

        Channels() throws IOException {}

        @Override
        public void write(byte[] src, int offset, int length) throws IOException {
            out.clear().put(src, offset, length).flip();
            while (out.hasRemaining()) {
                pipe.sink().write(out);
            }
        }

        @Override
        public int read(byte[] dst) throws IOException {
            int count = pipe.source().read(in.clear());
            in.flip().get(dst, 0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            pipe.sink().close();
            pipe.source().close();
        }
    }
}
