package chunkedbuffer.core;

import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A writer as a stream: it flushes each full chunk, and what there is before it waits. */
final class PipeOutputStream extends OutputStream {
    private final PipeWriter writer;
    private boolean closed;

    PipeOutputStream(PipeWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] src, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (closed) {
            throw Witness.explain(
                    this,
                    new IOException("The stream is closed: nothing can be written after close()" + Witness.by(this)));
        }
        try {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                awaitWritable();
                ByteBuffer buffer = writer.getBuffer();
                int count = Math.min(end - at, buffer.remaining());
                boolean full = count == buffer.remaining();
                buffer.put(src, at, count);
                writer.advance(count);
                at += count;
                if (full) {
                    writer.flush();
                }
            }
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void awaitWritable() throws IOException {
        if (writer.isWritable()) {
            return;
        }
        if (writer.unflushed() > 0) {
            writer.flush();
        }
        try {
            writer.awaitWritable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for the reader to catch up");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            return;
        }
        try {
            writer.flush();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        Witness.saw("closed", this);
        try {
            flush(); // which says so if nobody will read it
        } finally {
            closed = true;
            writer.eof();
        }
    }
}
