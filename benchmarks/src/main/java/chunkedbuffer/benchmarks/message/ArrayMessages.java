package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The limit: one array and what a careful author would write over it, eight bytes at a step. It knows no chunks and no bounds. */
abstract class ArrayMessages extends MessageBuffer<Void> {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    final byte[] data = new byte[1 << 16];
    int head;
    int tail;

    @Override
    public void put(byte[] src, int offset, int length) {
        if (data.length - tail < length) {
            System.arraycopy(data, head, data, 0, tail - head);
            tail -= head;
            moved(head);
            head = 0;
        }
        System.arraycopy(src, offset, data, tail, length);
        tail += length;
    }

    void moved(int by) {}

    static final class Lines extends ArrayMessages {
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
            byte[] bytes = data;
            for (; at <= end - Long.BYTES; at += Long.BYTES) {
                long word = (long) LONG.get(bytes, at) ^ NEWLINES;
                long found = (word - ONES) & ~word & HIGHS;
                if (found != 0) {
                    return at + (Long.numberOfTrailingZeros(found) >>> 3);
                }
            }
            for (; at < end; at++) {
                if (bytes[at] == '\n') {
                    return at;
                }
            }
            scanned = end;
            return -1;
        }

        private int end(int newline) {
            return newline > head && data[newline - 1] == '\r' ? newline - 1 : newline;
        }

        @Override
        public byte @Nullable [] array() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            byte[] line = Arrays.copyOfRange(data, head, end(newline));
            head = newline + 1;
            return line;
        }

        @Override
        public @Nullable String string() {
            int newline = newline();
            if (newline < 0) {
                return null;
            }
            String line = new String(data, head, end(newline) - head, UTF_8);
            head = newline + 1;
            return line;
        }

        @Override
        public long look() {
            int newline = newline();
            if (newline < 0) {
                return -1;
            }
            long seen = seen(end(newline) - head, data[head]);
            head = newline + 1;
            return seen;
        }
    }

    static final class Frames extends ArrayMessages {
        /** Length of the payload if the whole frame is there, else -1. */
        private int whole() {
            int there = tail - head;
            if (there < Integer.BYTES) {
                return -1;
            }
            int length = (int) INT.get(data, head);
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
            return Arrays.copyOfRange(data, from, head);
        }

        @Override
        public long look() {
            int length = whole();
            if (length < 0) {
                return -1;
            }
            long seen = seen(length, data[head + Integer.BYTES]);
            head += Integer.BYTES + length;
            return seen;
        }
    }
}
