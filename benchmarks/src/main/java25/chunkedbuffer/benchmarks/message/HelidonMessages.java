package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Helidon's {@code DataReader}, which chains the arrays that its socket gives it: a piece is pulled as it arrives, and never asked
 * for more than is there, since it would wait.
 */
abstract class HelidonMessages extends MessageBuffer<BufferData> {
    private byte[] piece = {};
    final DataReader data = DataReader.create(() -> piece);

    @Override
    public void put(byte[] src, int offset, int length) {
        piece = Arrays.copyOfRange(src, offset, offset + length);
        data.pullData();
    }

    @Override
    public void release(BufferData slice) {}

    @Override
    public byte[] content(BufferData slice) {
        return slice.readBytes();
    }

    static final class Lines extends HelidonMessages {
        private static final int CRLF = 2;

        /** Length of the next line, or -1. */
        private int length() {
            int most = data.available() - 1;
            if (most <= 0) {
                return -1;
            }
            int found = data.findNewLine(most);
            return found == most ? -1 : found;
        }

        @Override
        public byte @Nullable [] array() {
            int length = length();
            if (length < 0) {
                return null;
            }
            byte[] line = data.readBytes(length);
            data.skip(CRLF);
            return line;
        }

        @Override
        public @Nullable String string() {
            int length = length();
            if (length < 0) {
                return null;
            }
            String line = data.readLazyString(UTF_8, length).toString();
            data.skip(CRLF);
            return line;
        }

        @Override
        public long look() {
            int length = length();
            if (length < 0) {
                return -1;
            }
            long seen = seen(length, data.lookup());
            data.skip(length + CRLF);
            return seen;
        }

        @Override
        public @Nullable BufferData slice() {
            int length = length();
            if (length < 0) {
                return null;
            }
            BufferData line = data.readBuffer(length);
            data.skip(CRLF);
            return line;
        }
    }

    static final class Frames extends HelidonMessages {
        /** Length of the payload, or -1. */
        private int length = -1;

        /** Whether the whole payload is there, without its header. */
        private boolean whole() {
            int there = data.available();
            if (length < 0) {
                if (there < Integer.BYTES) {
                    return false;
                }
                length = (data.read() & 0xff) << 24
                        | (data.read() & 0xff) << 16
                        | (data.read() & 0xff) << 8
                        | (data.read() & 0xff);
                there -= Integer.BYTES;
            }
            return there >= length;
        }

        private int taken() {
            int taken = length;
            length = -1;
            return taken;
        }

        @Override
        public byte @Nullable [] array() {
            return whole() ? data.readBytes(taken()) : null;
        }

        @Override
        public long look() {
            if (!whole()) {
                return -1;
            }
            int count = taken();
            long seen = seen(count, data.lookup());
            data.skip(count);
            return seen;
        }

        @Override
        public @Nullable BufferData slice() {
            return whole() ? data.readBuffer(taken()) : null;
        }
    }
}
