package chunkedbuffer.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** For what waits when nothing is there: a stream that is opened when all its pieces have come, and gives one at each read. */
public final class Pieces extends InputStream {
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean open;

    /**
     * A piece arrives, and is not copied.
     *
     * @param src holds it
     * @param offset where it begins
     * @param length its length
     */
    public void add(byte[] src, int offset, int length) {
        waiting.add(ByteBuffer.wrap(src, offset, length));
    }

    /** All have come. */
    public void open() {
        open = true;
    }

    /** All have been read. */
    public void shut() {
        open = false;
    }

    /**
     * Whether there is something to read, or the end.
     *
     * @return true from {@link #open} to {@link #shut}
     */
    public boolean isOpen() {
        return open;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] dst, int offset, int length) {
        ByteBuffer piece = waiting.peek();
        if (piece == null) {
            return -1;
        }
        int count = Math.min(piece.remaining(), length);
        piece.get(dst, offset, count);
        if (!piece.hasRemaining()) {
            waiting.remove();
        }
        return count;
    }
}
