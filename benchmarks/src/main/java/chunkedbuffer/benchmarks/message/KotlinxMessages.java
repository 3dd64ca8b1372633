package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import kotlinx.io.Buffer;
import kotlinx.io.BuffersKt;
import kotlinx.io.SourcesJvmKt;
import kotlinx.io.SourcesKt;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Buffer} of kotlinx-io: {@code indexOf} from where the last search ended, then {@code readByteArray}, {@code readString}
 * with a charset, which is the faster of the two, or another buffer that the bytes are moved to. From 1 KiB on that shares a
 * segment, below it copies.
 */
abstract class KotlinxMessages extends MessageBuffer<Buffer> {
    final Buffer data = new Buffer();

    @Override
    public void put(byte[] src, int offset, int length) {
        data.write(src, offset, offset + length);
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
        return SourcesKt.readByteArray(slice.copy());
    }

    @Override
    public void close() {
        data.clear();
    }

    static final class Lines extends KotlinxMessages {
        private long scanned;

        private long newline() {
            long found = BuffersKt.indexOf(data, (byte) '\n', scanned, data.getSize());
            scanned = found < 0 ? data.getSize() : 0;
            return found;
        }

        private long length(long newline) {
            return newline > 0 && data.get(newline - 1) == '\r' ? newline - 1 : newline;
        }

        @Override
        public byte @Nullable [] array() {
            long newline = newline();
            if (newline < 0) {
                return null;
            }
            long length = length(newline);
            byte[] line = SourcesKt.readByteArray(data, (int) length);
            data.skip(newline + 1 - length);
            return line;
        }

        @Override
        public @Nullable String string() {
            long newline = newline();
            if (newline < 0) {
                return null;
            }
            long length = length(newline);
            String line = SourcesJvmKt.readString(data, length, UTF_8);
            data.skip(newline + 1 - length);
            return line;
        }

        @Override
        public long look() {
            long newline = newline();
            if (newline < 0) {
                return -1;
            }
            long seen = seen((int) length(newline), data.get(0));
            data.skip(newline + 1);
            return seen;
        }

        @Override
        public @Nullable Buffer slice() {
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

    static final class Frames extends KotlinxMessages {
        /** Length of the payload, or -1. */
        private int length = -1;

        /** Whether the whole payload is there, without its header. */
        private boolean whole() {
            if (length < 0) {
                if (data.getSize() < Integer.BYTES) {
                    return false;
                }
                length = data.readInt();
            }
            return data.getSize() >= length;
        }

        private int taken() {
            int taken = length;
            length = -1;
            return taken;
        }

        @Override
        public byte @Nullable [] array() {
            return whole() ? SourcesKt.readByteArray(data, taken()) : null;
        }

        @Override
        public long look() {
            if (!whole()) {
                return -1;
            }
            int count = taken();
            long seen = seen(count, data.get(0));
            data.skip(count);
            return seen;
        }

        @Override
        public @Nullable Buffer slice() {
            return whole() ? move(taken()) : null;
        }
    }
}
