package chunkedbuffer.core;

import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/** A writer as a channel: each write takes all it is given, waiting while the pipe is paused, and flushes. */
final class PipeWritableChannel implements WritableByteChannel {
    private final PipeWriter writer;
    private volatile boolean open = true;

    PipeWritableChannel(PipeWriter writer) {
        this.writer = writer;
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
        if (!open) {
            throw Witness.explain(this, new ClosedChannelException());
        }
        int before = src.remaining();
        try {
            do {
                if (!writer.isWritable()) {
                    writer.awaitWritable();
                }
                piece(src);
            } while (src.hasRemaining());
        } catch (InterruptedException e) {
            Witness.saw("closed", this);
            open = false;
            ClosedByInterruptException interrupted = new ClosedByInterruptException();
            interrupted.initCause(e);
            writer.eof(interrupted); // the reader must not take what it got for all; its listener may run in here
            Thread.currentThread().interrupt();
            throw interrupted;
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
        return before;
    }

    /** Writes and flushes as much as one chunk takes, so that a large buffer feels the back-pressure in between. */
    private void piece(ByteBuffer src) {
        if (!src.hasRemaining()) {
            writer.flush();
            return;
        }
        ByteBuffer buffer = writer.getBuffer();
        int count = Math.min(src.remaining(), buffer.remaining());
        buffer.put(buffer.position(), src, src.position(), count);
        src.position(src.position() + count);
        writer.bufferWritten(count);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        Witness.saw("closed", this);
        open = false;
        writer.eof();
    }
}
