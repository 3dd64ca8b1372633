package chunkedbuffer.benchmarks.number;

import io.helidon.common.buffers.DataReader;
import java.util.Arrays;

/**
 * Helidon's {@code DataReader}: the digits as a string, given to {@code Long.parseLong}, as its HTTP server reads the size of a
 * chunk; a varint byte by byte.
 */
final class HelidonNumbers extends NumberBuffer {
    private byte[] piece = {};
    private final DataReader data = DataReader.create(() -> piece);

    @Override
    public void put(byte[] src, int offset, int length) {
        piece = Arrays.copyOfRange(src, offset, offset + length);
        data.pullData();
    }

    @Override
    public long decimal() {
        int length = line();
        if (length < 0) {
            return NONE;
        }
        data.skip(1);
        return number(length - 1, 10);
    }

    @Override
    public long hexadecimal() {
        int length = line();
        return length < 0 ? NONE : number(length, 16);
    }

    /** Length of the next line, or -1. */
    private int line() {
        int most = data.available() - 1;
        int found = most <= 0 ? most : data.findNewLine(most);
        return found == most ? -1 : found;
    }

    private long number(int length, int radix) {
        long value = Long.parseLong(data.readAsciiString(length), radix);
        data.skip(2);
        return value;
    }

    @Override
    public long varint() {
        int available = data.available();
        if (available == 0 || available < LONGEST && noVarint(available)) {
            return NONE;
        }
        byte next = data.read();
        long value = next & 0x7f;
        for (int shift = 7; next < 0; shift += 7) {
            next = data.read();
            value |= (next & 0x7fL) << shift;
        }
        return value;
    }

    private boolean noVarint(int available) {
        var there = data.getBuffer(available);
        for (int at = 0; at < available; at++) {
            if ((byte) there.get(at) >= 0) {
                return false;
            }
        }
        return true;
    }
}
