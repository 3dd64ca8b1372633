package chunkedbuffer.benchmarks.number;

/** The limit: one array and what a careful author would write over it. It knows no chunks and no bounds. */
final class ArrayNumbers extends NumberBuffer {
    private final byte[] data = new byte[1 << 16];
    private int head;
    private int tail;

    @Override
    public void put(byte[] src, int offset, int length) {
        if (data.length - tail < length) {
            System.arraycopy(data, head, data, 0, tail - head);
            tail -= head;
            head = 0;
        }
        System.arraycopy(src, offset, data, tail, length);
        tail += length;
    }

    private boolean noLine() {
        for (int at = head; at < tail; at++) {
            if (data[at] == '\n') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long decimal() {
        if (tail - head < LONGEST && noLine()) {
            return NONE;
        }
        byte[] bytes = data;
        int at = head + 1;
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        for (byte next = bytes[at]; next != '\r'; next = bytes[at]) {
            value = value * 10 + (next - '0');
            at++;
        }
        head = at + 2;
        return negative ? -value : value;
    }

    @Override
    public long hexadecimal() {
        if (tail - head < LONGEST && noLine()) {
            return NONE;
        }
        byte[] bytes = data;
        int at = head;
        long value = 0;
        for (int digit = digit(bytes[at]); digit >= 0; digit = digit(bytes[at])) {
            value = value << 4 | digit;
            at++;
        }
        head = at + 2;
        return value;
    }

    @Override
    public long varint() {
        byte[] bytes = data;
        int end = tail;
        long value = 0;
        int shift = 0;
        for (int at = head; at < end; at++) {
            byte next = bytes[at];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                head = at + 1;
                return value;
            }
            shift += 7;
        }
        return NONE;
    }
}
