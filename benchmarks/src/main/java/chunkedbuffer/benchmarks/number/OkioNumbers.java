package chunkedbuffer.benchmarks.number;

import java.io.IOException;
import okio.Buffer;

/** Okio: {@code readDecimalLong}, {@code readHexadecimalUnsignedLong}; a varint byte by byte. */
final class OkioNumbers extends NumberBuffer {
    private final Buffer data = new Buffer();

    @Override
    public void put(byte[] src, int offset, int length) {
        data.write(src, offset, length);
    }

    private boolean noLine() {
        return data.indexOf((byte) '\n') < 0;
    }

    @Override
    public long decimal() throws IOException {
        if (data.size() < LONGEST && noLine()) {
            return NONE;
        }
        data.skip(1);
        long value = data.readDecimalLong();
        data.skip(2);
        return value;
    }

    @Override
    public long hexadecimal() throws IOException {
        if (data.size() < LONGEST && noLine()) {
            return NONE;
        }
        long value = data.readHexadecimalUnsignedLong();
        data.skip(2);
        return value;
    }

    @Override
    public long varint() throws IOException {
        if (data.size() < LONGEST && noVarint()) {
            return NONE;
        }
        byte next = data.readByte();
        long value = next & 0x7f;
        for (int shift = 7; next < 0; shift += 7) {
            next = data.readByte();
            value |= (next & 0x7fL) << shift;
        }
        return value;
    }

    private boolean noVarint() {
        for (long at = 0; at < data.size(); at++) {
            if (data.getByte(at) >= 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        data.clear();
    }
}
