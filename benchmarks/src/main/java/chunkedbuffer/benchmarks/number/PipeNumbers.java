package chunkedbuffer.benchmarks.number;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.benchmarks.OwnPool;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * This library: its pipe with default options. Numbers in digits by {@code readDecimal} and {@code readHexadecimal}; varints in
 * place, over {@code buffered()}, since there is no read of their kind.
 */
abstract class PipeNumbers extends NumberBuffer {
    private static final byte[] CRLF = {'\r', '\n'};

    private final Pipe pipe;

    PipeNumbers(MemoryKind memory) {
        pipe = Pipe.create(OwnPool.options(memory).build());
    }

    @Override
    public void put(byte[] src, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            ByteBuffer room = pipe.getBuffer();
            int count = Math.min(end - at, room.remaining());
            room.put(src, at, count);
            pipe.advance(count);
            at += count;
        }
        pipe.flush();
    }

    private boolean noLine() {
        return pipe.indexOf((byte) '\n') < 0;
    }

    @Override
    public long decimal() throws IOException {
        if (pipe.length() < LONGEST && noLine()) {
            return NONE;
        }
        pipe.skip(1);
        return pipe.readDecimal(CRLF);
    }

    @Override
    public long hexadecimal() throws IOException {
        if (pipe.length() < LONGEST && noLine()) {
            return NONE;
        }
        return pipe.readHexadecimal(CRLF);
    }

    @Override
    public long varint() throws IOException {
        Bytes there = pipe.buffered();
        long end = there.length();
        long value = 0;
        int shift = 0;
        for (int at = 0; at < end; at++) {
            byte next = there.get(at);
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                pipe.skip(at + 1);
                return value;
            }
            shift += 7;
        }
        return NONE;
    }

    @Override
    public void close() {
        pipe.close();
    }

    static final class Direct extends PipeNumbers {
        Direct() {
            super(MemoryKind.DIRECT);
        }
    }

    static final class Heap extends PipeNumbers {
        Heap() {
            super(MemoryKind.HEAP);
        }
    }
}
