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
        if (dst.isReadOnly()) {
            throw new IllegalArgumentException("The buffer is read-only: nothing can be read into it");
        }
        try {
            return reader.length() > 0 || reader.awaitReadable(1) ? reader.readInto(dst) : -1;
        } catch (IllegalStateException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /** The reader's end may have been closed, and then so is this; a wait that is pending closes nothing. */
    private IOException failure(IllegalStateException e) {
        ClosedChannelException closed = open ? new ClosedChannelException() : new AsynchronousCloseException();
        closed.initCause(e);
        try {
            reader.has(0); // throws if it is closed
        } catch (IllegalStateException closedToo) {
            return closed;
        }
        return open ? new IOException(e.getMessage(), e) : closed;
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
