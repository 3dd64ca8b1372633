package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The limit for memory outside of the heap: as {@link ArrayMessages}, over one direct buffer. */
abstract class DirectMessages extends MessageBuffer<Void> {
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    final ByteBuffer data = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int head;
    int tail;

    @Override
    public void put(byte[] src, int offset, int length) {
        if (data.capacity() - tail < length) {
            data.put(0, data, head, tail - head);
            tail -= head;
            moved(head);
            head = 0;
        }
        data.put(tail, src, offset, length);
        tail += length;
    }

    void moved(int by) {}

    final byte[] copy(int from, int to) {
        byte[] copy = new byte[to - from];
        data.get(from, copy);
        return copy;
    }

    static final class Lines extends DirectMessages {
        /** Where a line is copied to that becomes a string. */
        private final byte[] decoding = new byte[data.capacity()];

        /** Before this index there is no end of line. */
        private int scanned;

        @Override
        void moved(int by) {
            scanned -= by;
        }

        /** Index of the next newline, or -1. */
        private int newline() {
            int at = Math.max(scanned, head);
            int end = tail;
            ByteBuffer bytes = data;
            for (; at <= end - Long.BYTES; at += Long.BYTES) {
                long word = bytes.getLong(at) ^ NEWLINES;
                long found = (word - ONES) & ~word & HIGHS;
                if (found != 0) {
                    return at + (Long.numberOfTrailingZeros(found) >>> 3);
                }
            }
            for (; at < end; at++) {
                if (bytes.get(at) == '\n') {
                    return at;
                }
            }
            scanned = end;
            return -1;
        }

        private int end(int newline) {
            return newline > head && data.get(newline - 1) == '\r' ? newline - 1 : newline;
        }

        @Override
        public byte @Nullable [] array() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            byte[] line = copy(head, end(newline));
            head = newline + 1;
            return line;
        }

        @Override
        public @Nullable String string() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            int length = end(newline) - head;
            data.get(head, decoding, 0, length);
            head = newline + 1;
            return new String(decoding, 0, length, UTF_8);
        }

        @Override
        public long look() {
            int newline = newline();
            if (newline < 0) {
                return -1;
            }
            long seen = seen(end(newline) - head, data.get(head));
            head = newline + 1;
            return seen;
        }
    }

    static final class Frames extends DirectMessages {
        /** Length of the payload if the whole frame is there, else -1. */
        private int whole() {
            int there = tail - head;
            if (there < Integer.BYTES) {
                return -1;
            }
            int length = Integer.reverseBytes(data.getInt(head));
            return there - Integer.BYTES < length ? -1 : length;
        }

        @Override
        public byte @Nullable [] array() {
            int length = whole();
            if (length < 0) {
                return null;
            }
            int from = head + Integer.BYTES;
            head = from + length;
            return copy(from, head);
        }

        @Override
        public long look() {
            int length = whole();
            if (length < 0) {
                return -1;
            }
            long seen = seen(length, data.get(head + Integer.BYTES));
            head += Integer.BYTES + length;
            return seen;
        }
    }
}
