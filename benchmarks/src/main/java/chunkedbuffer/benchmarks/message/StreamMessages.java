package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.benchmarks.Pieces;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import org.jspecify.annotations.Nullable;

/** {@code java.io}: it waits for what is not there, so it begins when all has come. */
abstract class StreamMessages extends MessageBuffer<Void> {
    final Pieces pieces = new Pieces();

    @Override
    public void put(byte[] src, int offset, int length) {
        pieces.add(src, offset, length);
    }

    @Override
    public void end() {
        pieces.open();
    }

    /**
     * A {@code BufferedReader} in every case: it makes a string of each line, whatever is wanted, but is many times as fast as a
     * {@code BufferedInputStream} read byte by byte. As arrays and in place it decodes ISO 8859-1, which keeps every byte.
     */
    static final class Lines extends StreamMessages {
        private final BufferedReader text = new BufferedReader(new InputStreamReader(pieces, UTF_8));
        private final BufferedReader bytes = new BufferedReader(new InputStreamReader(pieces, ISO_8859_1));

        private @Nullable String next(BufferedReader reader) throws IOException {
            if (!pieces.isOpen()) {
                return null;
            }
            String line = reader.readLine();
            if (line == null) {
                pieces.shut();
            }
            return line;
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            String line = next(bytes);
            return line == null ? null : line.getBytes(ISO_8859_1);
        }

        @Override
        public @Nullable String string() throws IOException {
            return next(text);
        }

        @Override
        public long look() throws IOException {
            String line = next(bytes);
            return line == null ? -1 : seen(line.length(), (byte) line.charAt(0));
        }
    }

    /** A {@code DataInputStream} over a {@code BufferedInputStream}. */
    static final class Frames extends StreamMessages {
        private final BufferedInputStream buffered = new BufferedInputStream(pieces);
        private final DataInputStream input = new DataInputStream(buffered);

        /** Length of the payload, or -1. */
        private int header() throws IOException {
            if (!pieces.isOpen()) {
                return -1;
            }
            int first = buffered.read();
            if (first < 0) {
                pieces.shut();
                return -1;
            }
            return first << 24 | buffered.read() << 16 | buffered.read() << 8 | buffered.read();
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            int length = header();
            if (length < 0) {
                return null;
            }
            byte[] frame = new byte[length];
            input.readFully(frame);
            return frame;
        }

        @Override
        public long look() throws IOException {
            int length = header();
            if (length < 0) {
                return -1;
            }
            long seen = seen(length, (byte) buffered.read());
            buffered.skipNBytes(length - 1);
            return seen;
        }
    }
}
