package chunkedbuffer.benchmarks.number;

import jayo.Buffer;

/** Jayo: {@code readDecimalLong}; a varint byte by byte. */
final class JayoNumbers extends NumberBuffer {
    private final Buffer data = Buffer.create();

    @Override
    public void put(byte[] src, int offset, int length) {
        data.write(src, offset, length);
    }

    private boolean noLine() {
        return data.indexOf((byte) '\n') < 0;
    }

    @Override
    public long decimal() {
        if (data.getSize() < LONGEST && noLine()) {
            return NONE;
        }
        data.skip(1);
        long value = data.readDecimalLong();
        data.skip(2);
        return value;
    }

    @Override
    public long hexadecimal() {
        throw new UnsupportedOperationException("readHexadecimalUnsignedLong fails at the end of a segment");
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
