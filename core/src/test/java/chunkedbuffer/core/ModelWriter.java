package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.spi.BoundedWriter;
import chunkedbuffer.tck.ProbePool;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Random steps of a writer, on a pipe and on its model alike. */
final class ModelWriter {
    private static final int NO_CHUNK_HAS_IT = 1 << 20;

    private final Random random;
    private final Pipe pipe;
    private final PipeModel model;
    private final ProbePool pool;
    private final int largest;

    /** The buffer that is out, and how much of it there was. */
    private ByteBuffer out;

    private int outStart;
    private int outRoom;

    ModelWriter(Random random, Pipe pipe, PipeModel model, ProbePool pool, int largest) {
        this.random = random;
        this.pipe = pipe;
        this.model = model;
        this.pool = pool;
        this.largest = largest;
    }

    boolean bufferIsOut() {
        return out != null;
    }

    private byte[] data() {
        byte[] data = new byte[random.nextInt(random.nextInt(4) == 0 ? largest : 20) + 1];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte)
                    (random.nextInt(12) == 0
                            ? "\r\n-".charAt(random.nextInt(3))
                            : random.nextInt(30) == 0 ? random.nextInt() : '0' + random.nextInt(3));
        }
        return data;
    }

    String step() {
        if (model.ended) {
            return afterTheEnd();
        }
        switch (random.nextInt(17)) {
            case 0, 1:
                return hand(false);
            case 2:
                return hand(true);
            case 3, 4, 5:
                return out == null ? hand(false) : advance();
            case 6: {
                byte[] data = data();
                pipe.write(data);
                return wrote(data, "write");
            }
            case 7: {
                byte[] data = data();
                byte[] within = new byte[data.length + 5];
                System.arraycopy(data, 0, within, 3, data.length);
                pipe.write(within, 3, data.length);
                return wrote(data, "write range");
            }
            case 8: {
                byte[] data = data();
                ByteBuffer buffer = buffer(data);
                pipe.write(buffer);
                assertEquals(0, buffer.remaining());
                return wrote(data, "write buffer");
            }
            case 9: {
                byte[] data = data();
                ByteBuffer buffer = buffer(data);
                pipe.append(buffer);
                assertEquals(0, buffer.remaining());
                return wrote(data, "append");
            }
            case 10: {
                byte[] data = data();
                int cut = random.nextInt(data.length + 1);
                try (Bytes left = Bytes.wrap(Arrays.copyOf(data, cut));
                        Bytes right = Bytes.wrap(Arrays.copyOfRange(data, cut, data.length));
                        Bytes both = Bytes.concat(left, right)) {
                    pipe.write(both);
                }
                return wrote(data, "write bytes");
            }
            case 11:
                return misuse();
            case 12:
                return writeSome();
            case 13:
                return handInVain();
            default:
                boolean said = pipe.flush();
                model.flush();
                model.compareWritable(said, "flush");
                return "flush " + said;
        }
    }

    /** At the pool's bound, or shortly before it. */
    private String writeSome() {
        byte[] data = data();
        BoundedWriter bounded = (BoundedWriter) pipe;
        pool.bound(pool.inUse() + random.nextInt(3));
        int copied;
        if (random.nextBoolean()) {
            copied = bounded.writeSome(data, 0, data.length);
        } else {
            ByteBuffer buffer = buffer(data);
            copied = bounded.writeSome(buffer);
            assertEquals(data.length - copied, buffer.remaining());
        }
        pool.bound(Long.MAX_VALUE);
        return wrote(Arrays.copyOf(data, copied), "writeSome of " + data.length);
    }

    /** More than fits into what is there, where the pool has nothing: what is out stays out. */
    private String handInVain() {
        pool.bound(pool.inUse());
        ByteBuffer none = pipe.tryGetBuffer(NO_CHUNK_HAS_IT);
        pool.bound(Long.MAX_VALUE);
        assertNull(none);
        return "tryGetBuffer in vain";
    }

    private ByteBuffer buffer(byte[] data) {
        ByteBuffer buffer = random.nextBoolean()
                ? ByteBuffer.allocate(data.length + 4)
                : ByteBuffer.allocateDirect(data.length + 4);
        buffer.position(2).put(data).flip().position(2);
        return random.nextBoolean() ? buffer : buffer.asReadOnlyBuffer();
    }

    private String wrote(byte[] data, String how) {
        out = null;
        model.write(data);
        return how + " " + data.length;
    }

    private String hand(boolean trying) {
        int hint =
                random.nextInt(3) == 0 ? random.nextInt(2) - 1 : random.nextInt(random.nextInt(3) == 0 ? largest : 12);
        out = trying
                ? pipe.tryGetBuffer(hint)
                : random.nextBoolean() && hint < 1 ? pipe.getBuffer() : pipe.getBuffer(hint);
        assertTrue(out.remaining() >= Math.max(hint, 1), "room");
        outStart = out.position();
        outRoom = out.remaining();
        if (random.nextInt(4) == 0) {
            // What is put there and not advanced over is never seen.
            out.put(out.position(), (byte) '!');
        }
        return "getBuffer(" + hint + ") of " + outRoom;
    }

    private String advance() {
        byte[] data = data();
        int count = random.nextInt(6) == 0 ? 0 : random.nextInt(4) == 0 ? outRoom : Math.min(outRoom, data.length);
        byte[] filled = new byte[count];
        for (int at = 0; at < count; at += data.length) {
            System.arraycopy(data, 0, filled, at, Math.min(data.length, count - at));
        }
        if (random.nextBoolean()) {
            out.put(outStart, filled);
        } else {
            out.put(filled);
        }
        out = null;
        model.write(filled);
        if (random.nextBoolean()) {
            pipe.advance(count);
            return "advance(" + count + ")";
        }
        boolean said = pipe.bufferWritten(count);
        model.flush();
        model.compareWritable(said, "bufferWritten");
        return "bufferWritten(" + count + ") " + said;
    }

    private String misuse() {
        switch (random.nextInt(4)) {
            case 0:
                if (out == null) {
                    int count = random.nextInt(3);
                    assertThrows(IllegalStateException.class, () -> pipe.advance(count));
                    return "advance(" + count + ") without a buffer";
                }
                assertThrows(IllegalStateException.class, () -> pipe.advance(outRoom + 1));
                return "advance past " + outRoom;
            case 1:
                assertThrows(IllegalArgumentException.class, () -> pipe.advance(-1));
                return "advance(-1)";
            case 2:
                assertThrows(IllegalArgumentException.class, () -> pipe.getBuffer(-2));
                return "getBuffer(-2)";
            default:
                assertThrows(IndexOutOfBoundsException.class, () -> pipe.write(new byte[3], 2, 2));
                return "write past the array";
        }
    }

    String end(Throwable cause) {
        if (cause == null) {
            pipe.eof();
        } else {
            pipe.eof(cause);
        }
        out = null;
        model.end(cause);
        return "eof(" + cause + ")";
    }

    private String afterTheEnd() {
        switch (random.nextInt(4)) {
            case 0 -> assertThrows(IllegalStateException.class, () -> pipe.getBuffer());
            case 1 -> assertThrows(IllegalStateException.class, () -> pipe.write(new byte[1]));
            case 2 -> assertThrows(IllegalStateException.class, () -> pipe.advance(0));
            default -> pipe.eof(new Exception("the second end"));
        }
        return "a write after the end";
    }
}
