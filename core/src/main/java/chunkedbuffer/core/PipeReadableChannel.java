package chunkedbuffer.core;

import chunkedbuffer.api.PipeReader;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** A reader as a channel whose reads wait for at least one byte. */
final class PipeReadableChannel implements ReadableByteChannel {
    private final PipeReader reader;
    private volatile boolean open = true;

    PipeReadableChannel(PipeReader reader) {
        this.reader = reader;
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (!open) {
            throw Witness.explain(this, new ClosedChannelException());
        }
        if (!dst.hasRemaining()) {
            return 0;
        }
        try {
            return reader.length() > 0 || reader.awaitReadable(1) ? reader.readInto(dst) : -1;
        } catch (IllegalStateException e) {
            ClosedChannelException closed = open ? new ClosedChannelException() : new AsynchronousCloseException();
            closed.initCause(e);
            throw closed;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        Witness.saw("closed", this);
        open = false;
        reader.close();
    }
}
