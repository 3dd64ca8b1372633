package chunkedbuffer.benchmarks.number;

import kotlinx.io.Buffer;
import kotlinx.io.BuffersKt;
import kotlinx.io.SourcesKt;

/** kotlinx-io: {@code readDecimalLong}, {@code readHexadecimalUnsignedLong}; a varint byte by byte. */
final class KotlinxNumbers extends NumberBuffer {
    private final Buffer data = new Buffer();

    @Override
    public void put(byte[] src, int offset, int length) {
        data.write(src, offset, offset + length);
    }

    private boolean noLine() {
        return BuffersKt.indexOf(data, (byte) '\n', 0, data.getSize()) < 0;
    }

    @Override
    public long decimal() {
        if (data.getSize() < LONGEST && noLine()) {
            return NONE;
        }
        data.skip(1);
        long value = SourcesKt.readDecimalLong(data);
        data.skip(2);
        return value;
    }

    @Override
    public long hexadecimal() {
        if (data.getSize() < LONGEST && noLine()) {
            return NONE;
        }
        long value = SourcesKt.readHexadecimalUnsignedLong(data);
        data.skip(2);
        return value;
    }

    @Override
    public long varint() {
        if (data.getSize() < LONGEST && noVarint()) {
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
        for (long at = 0; at < data.getSize(); at++) {
            if (data.get(at) >= 0) {
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
