package chunkedbuffer.benchmarks.number;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chunkedbuffer.benchmarks.Pieces;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;

/**
 * {@code java.io}: digits as lines of a {@code BufferedReader}, given to {@code Long.parseLong}; a varint by
 * {@code BufferedInputStream.read}. It waits for what is not there, so it begins when all has come.
 */
final class StreamNumbers extends NumberBuffer {
    private final Pieces pieces = new Pieces();
    private final BufferedReader lines = new BufferedReader(new InputStreamReader(pieces, ISO_8859_1));
    private final InputStream bytes = new BufferedInputStream(pieces);

    @Override
    public void put(byte[] src, int offset, int length) {
        pieces.add(src, offset, length);
    }

    @Override
    public void end() {
        pieces.open();
    }

    @Override
    public long decimal() throws IOException {
        return line(1, 10);
    }

    @Override
    public long hexadecimal() throws IOException {
        return line(0, 16);
    }

    private long line(int from, int radix) throws IOException {
        if (!pieces.isOpen()) {
            return NONE;
        }
        String line = lines.readLine();
        if (line == null) {
            pieces.shut();
            return NONE;
        }
        return Long.parseLong(line, from, line.length(), radix);
    }

    @Override
    public long varint() throws IOException {
        if (!pieces.isOpen()) {
            return NONE;
        }
        int next = bytes.read();
        if (next < 0) {
            pieces.shut();
            return NONE;
        }
        long value = next & 0x7f;
        for (int shift = 7; next > 0x7f; shift += 7) {
            next = bytes.read();
            value |= (next & 0x7fL) << shift;
        }
        return value;
    }
}
