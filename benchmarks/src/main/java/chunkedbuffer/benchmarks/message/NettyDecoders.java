package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.Delimiters;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LineBasedFrameDecoder;
import org.jspecify.annotations.Nullable;

/** Netty's decoders in a pipeline; the messages come out of its end. */
abstract class NettyDecoders extends MessageBuffer<ByteBuf> {
    private static final int LONGEST = 1 << 16;

    private final EmbeddedChannel channel;

    NettyDecoders(ByteToMessageDecoder decoder, ByteToMessageDecoder.Cumulator cumulator) {
        decoder.setCumulator(cumulator);
        channel = new EmbeddedChannel(decoder);
    }

    private static ByteToMessageDecoder lines() {
        return new LineBasedFrameDecoder(LONGEST);
    }

    private static ByteToMessageDecoder frames() {
        return new LengthFieldBasedFrameDecoder(LONGEST, 0, Integer.BYTES, 0, Integer.BYTES);
    }

    @Override
    public void put(byte[] src, int offset, int length) {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        piece.writeBytes(src, offset, length);
        channel.writeInbound(piece);
    }

    @Override
    public byte @Nullable [] array() {
        ByteBuf message = slice();
        if (message == null) {
            return null;
        }
        byte[] content = content(message);
        message.release();
        return content;
    }

    @Override
    public @Nullable String string() {
        ByteBuf message = slice();
        if (message == null) {
            return null;
        }
        String text = message.toString(UTF_8);
        message.release();
        return text;
    }

    @Override
    public long look() {
        ByteBuf message = slice();
        if (message == null) {
            return -1;
        }
        long seen = seen(message.readableBytes(), message.getByte(message.readerIndex()));
        message.release();
        return seen;
    }

    @Override
    public @Nullable ByteBuf slice() {
        return channel.readInbound();
    }

    @Override
    public void release(ByteBuf slice) {
        slice.release();
    }

    @Override
    public byte[] content(ByteBuf slice) {
        return ByteBufUtil.getBytes(slice);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }

    static final class MergedLines extends NettyDecoders {
        MergedLines() {
            super(lines(), ByteToMessageDecoder.MERGE_CUMULATOR);
        }
    }

    static final class MergedFrames extends NettyDecoders {
        MergedFrames() {
            super(frames(), ByteToMessageDecoder.MERGE_CUMULATOR);
        }
    }

    static final class DelimitedLines extends NettyDecoders {
        DelimitedLines() {
            super(
                    new DelimiterBasedFrameDecoder(LONGEST, Delimiters.lineDelimiter()),
                    ByteToMessageDecoder.MERGE_CUMULATOR);
        }
    }

    static final class CompositeLines extends NettyDecoders {
        CompositeLines() {
            super(lines(), ByteToMessageDecoder.COMPOSITE_CUMULATOR);
        }
    }

    static final class CompositeFrames extends NettyDecoders {
        CompositeFrames() {
            super(frames(), ByteToMessageDecoder.COMPOSITE_CUMULATOR);
        }
    }
}
