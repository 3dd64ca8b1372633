package chunkedbuffer.core;

import chunkedbuffer.api.PipeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A reader as a stream whose reads wait. */
final class PipeInputStream extends InputStream {
    private final PipeReader reader;

    PipeInputStream(PipeReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        try {
            return await() ? reader.readByte() & 0xff : -1;
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int read(byte[] dst, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, dst.length);
        if (length == 0) {
            return 0;
        }
        try {
            return await() ? readInto(dst, offset, length) : -1;
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int readInto(byte[] dst, int offset, int length) throws IOException {
        return reader instanceof ReadEnd end
                ? end.readInto(dst, offset, length)
                : reader.readInto(ByteBuffer.wrap(dst, offset, length));
    }

    @Override
    public long skip(long n) throws IOException {
        try {
            return n > 0 && await() ? reader.skip(n) : 0;
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, reader.length());
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean await() throws IOException {
        try {
            return reader.length() > 0 || reader.awaitReadable(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("Interrupted while waiting for bytes");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
