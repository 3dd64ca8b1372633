package chunkedbuffer.benchmarks.number;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** Netty's {@code ByteBuf} by hand, which reads no numbers in digits: one buffer that is compacted when it is full. */
abstract class NettyNumbers extends NumberBuffer {
    private static final int CAPACITY = 1 << 16;

    private final ByteBuf data;

    NettyNumbers(ByteBuf data) {
        this.data = data;
    }

    @Override
    public void put(byte[] src, int offset, int length) {
        if (!data.isWritable(length)) {
            data.discardReadBytes();
        }
        data.writeBytes(src, offset, length);
    }

    private boolean noLine() {
        return data.indexOf(data.readerIndex(), data.writerIndex(), (byte) '\n') < 0;
    }

    @Override
    public long decimal() {
        if (data.readableBytes() < LONGEST && noLine()) {
            return NONE;
        }
        int at = data.readerIndex() + 1;
        boolean negative = data.getByte(at) == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        for (byte next = data.getByte(at); next != '\r'; next = data.getByte(at)) {
            value = value * 10 + (next - '0');
            at++;
        }
        data.readerIndex(at + 2);
        return negative ? -value : value;
    }

    @Override
    public long hexadecimal() {
        if (data.readableBytes() < LONGEST && noLine()) {
            return NONE;
        }
        int at = data.readerIndex();
        long value = 0;
        for (int digit = digit(data.getByte(at)); digit >= 0; digit = digit(data.getByte(at))) {
            value = value << 4 | digit;
            at++;
        }
        data.readerIndex(at + 2);
        return value;
    }

    @Override
    public long varint() {
        int end = data.writerIndex();
        long value = 0;
        int shift = 0;
        for (int at = data.readerIndex(); at < end; at++) {
            byte next = data.getByte(at);
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                data.readerIndex(at + 1);
                return value;
            }
            shift += 7;
        }
        return NONE;
    }

    @Override
    public void close() {
        data.release();
    }

    static final class Direct extends NettyNumbers {
        Direct() {
            super(PooledByteBufAllocator.DEFAULT.directBuffer(CAPACITY));
        }
    }

    static final class Heap extends NettyNumbers {
        Heap() {
            super(PooledByteBufAllocator.DEFAULT.heapBuffer(CAPACITY));
        }
    }
}
