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
        refuseIfClosed();
        try {
            awaitWritable(0);
            ByteBuffer buffer = writer.getBuffer();
            int room = buffer.remaining();
            buffer.put((byte) b);
            wrote(1, room);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void write(byte[] src, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, src.length);
        refuseIfClosed();
        try {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                awaitWritable(at - offset);
                ByteBuffer buffer = writer.getBuffer();
                int room = buffer.remaining();
                int count = Math.min(end - at, room);
                buffer.put(src, at, count);
                wrote(count, room);
                at += count;
            }
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void refuseIfClosed() throws IOException {
        if (closed) {
            throw Witness.explain(
                    this,
                    new IOException("The stream is closed: nothing can be written after close()" + Witness.by(this)));
        }
    }

    private void wrote(int count, int room) {
        writer.advance(count);
        if (count == room) {
            writer.flush();
        }
    }

    /** {@code done}: how many bytes of this write are in the pipe. */
    private void awaitWritable(int done) throws IOException {
        if (writer.isWritable()) {
            return;
        }
        if (writer.unflushed() > 0) {
            writer.flush();
        }
        try {
            writer.awaitWritable();
        } catch (InterruptedException e) {
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for the reader to catch up");
            interrupted.initCause(e);
            interrupted.bytesTransferred = done;
            if (done > 0) { // a write was cut: the reader must not take what it got for all; its listener may run in
                // here
                closed = true;
                writer.eof(interrupted);
            }
            Thread.currentThread().interrupt();
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
