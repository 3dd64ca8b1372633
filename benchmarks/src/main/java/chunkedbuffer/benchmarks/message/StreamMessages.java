package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** {@code java.io}: it waits for what is not there, so it begins when all has come. */
abstract class StreamMessages extends MessageBuffer<Void> {
    final Pieces pieces = new Pieces();

    @Override
    public void put(byte[] src, int offset, int length) {
        pieces.waiting.add(ByteBuffer.wrap(src, offset, length));
    }

    @Override
    public void end() {
        pieces.ended = true;
    }

    final boolean isOver() {
        return !pieces.ended;
    }

    final void over() {
        pieces.ended = false;
    }

    /** Gives a piece at each read. */
    static final class Pieces extends InputStream {
        final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
        boolean ended;

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

    static final class Lines extends StreamMessages {
        private final BufferedReader reader = new BufferedReader(new InputStreamReader(pieces, UTF_8));

        @Override
        public byte @Nullable [] array() throws IOException {
            String line = string();
            return line == null ? null : line.getBytes(UTF_8);
        }

        @Override
        public @Nullable String string() throws IOException {
            if (isOver()) {
                return null;
            }
            String line = reader.readLine();
            if (line == null) {
                over();
            }
            return line;
        }
    }

    static final class Frames extends StreamMessages {
        private final BufferedInputStream buffered = new BufferedInputStream(pieces);
        private final DataInputStream input = new DataInputStream(buffered);

        @Override
        public byte @Nullable [] array() throws IOException {
            if (isOver()) {
                return null;
            }
            int first = buffered.read();
            if (first < 0) {
                over();
                return null;
            }
            int length = first << 24 | buffered.read() << 16 | buffered.read() << 8 | buffered.read();
            byte[] frame = new byte[length];
            input.readFully(frame);
            return frame;
        }
    }
}
