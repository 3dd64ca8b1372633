package chunkedbuffer.benchmarks.message;

import java.io.IOException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Okio's {@code Buffer}: {@code indexOf} from where the last search ended, then {@code readByteArray}, {@code readUtf8}, or another
 * buffer that the bytes are moved to. From 1 KiB on that shares a segment, below it copies.
 */
abstract class OkioMessages extends MessageBuffer<Buffer> {
    final Buffer data = new Buffer();

    @Override
    public void put(byte[] src, int offset, int length) {
        data.write(src, offset, length);
    }

    final Buffer move(long count) {
        Buffer slice = new Buffer();
        slice.write(data, count);
        return slice;
    }

    @Override
    public void release(Buffer slice) {
        slice.clear();
    }

    @Override
    public byte[] content(Buffer slice) {
        return slice.snapshot().toByteArray();
    }

    @Override
    public void close() {
        data.clear();
    }

    static final class Lines extends OkioMessages {
        private long scanned;

        private long newline() {
            long found = data.indexOf((byte) '\n', scanned);
            scanned = found < 0 ? data.size() : 0;
            return found;
        }

        private long length(long newline) {
            return newline > 0 && data.getByte(newline - 1) == '\r' ? newline - 1 : newline;
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            long newline = newline();
            if (newline < 0) {
                return null;
            }
            long length = length(newline);
            byte[] line = data.readByteArray(length);
            data.skip(newline + 1 - length);
            return line;
        }

        @Override
        public @Nullable String string() throws IOException {
            long newline = newline();
            if (newline < 0) {
                return null;
            }
            long length = length(newline);
            String line = data.readUtf8(length);
            data.skip(newline + 1 - length);
            return line;
        }

        @Override
        public long look() throws IOException {
            long newline = newline();
            if (newline < 0) {
                return -1;
            }
            long seen = seen((int) length(newline), data.getByte(0));
            data.skip(newline + 1);
            return seen;
        }

        @Override
        public @Nullable Buffer slice() throws IOException {
            long newline = newline();
            if (newline < 0) {
                return null;
            }
            long length = length(newline);
            Buffer line = move(length);
            data.skip(newline + 1 - length);
            return line;
        }
    }

    static final class Frames extends OkioMessages {
        /** Length of the payload, or -1. */
        private int length = -1;

        /** Whether the whole payload is there, without its header. */
        private boolean whole() throws IOException {
            if (length < 0) {
                if (data.size() < Integer.BYTES) {
                    return false;
                }
                length = data.readInt();
            }
            return data.size() >= length;
        }

        private int taken() {
            int taken = length;
            length = -1;
            return taken;
        }

        @Override
        public byte @Nullable [] array() throws IOException {
            return whole() ? data.readByteArray(taken()) : null;
        }

        @Override
        public long look() throws IOException {
            if (!whole()) {
                return -1;
            }
            int count = taken();
            long seen = seen(count, data.getByte(0));
            data.skip(count);
            return seen;
        }

        @Override
        public @Nullable Buffer slice() throws IOException {
            return whole() ? move(taken()) : null;
        }
    }
}
