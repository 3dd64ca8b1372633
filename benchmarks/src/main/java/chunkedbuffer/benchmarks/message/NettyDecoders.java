package chunkedbuffer.benchmarks.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.Delimiters;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LineBasedFrameDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoders in a pipeline, with default options but for the cumulator and the allocator; the messages come out of its end.
 * A piece is copied into a buffer of the allocator, as a channel reads into one. What is taken out is a slice of the cumulation,
 * whichever way it is looked at.
 */
final class NettyDecoders extends MessageBuffer<ByteBuf> {
    private static final int LONGEST = 1 << 16;

    private final EmbeddedChannel channel;
    private final ByteBufAllocator allocator;

    private NettyDecoders(
            ByteToMessageDecoder decoder, ByteToMessageDecoder.Cumulator cumulator, ByteBufAllocator allocator) {
        this.allocator = allocator;
        decoder.setCumulator(cumulator);
        channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(decoder);
    }

    static NettyDecoders lines(ByteToMessageDecoder.Cumulator cumulator, ByteBufAllocator allocator) {
        return new NettyDecoders(new LineBasedFrameDecoder(LONGEST), cumulator, allocator);
    }

    static NettyDecoders delimitedLines(ByteToMessageDecoder.Cumulator cumulator, ByteBufAllocator allocator) {
        return new NettyDecoders(
                new DelimiterBasedFrameDecoder(LONGEST, Delimiters.lineDelimiter()), cumulator, allocator);
    }

    static NettyDecoders frames(ByteToMessageDecoder.Cumulator cumulator, ByteBufAllocator allocator) {
        return new NettyDecoders(
                new LengthFieldBasedFrameDecoder(LONGEST, 0, Integer.BYTES, 0, Integer.BYTES), cumulator, allocator);
    }

    static ByteToMessageDecoder.Cumulator copying() {
        return ByteToMessageDecoder.MERGE_CUMULATOR;
    }

    static ByteToMessageDecoder.Cumulator chaining() {
        return ByteToMessageDecoder.COMPOSITE_CUMULATOR;
    }

    static ByteBufAllocator pooled() {
        return PooledByteBufAllocator.DEFAULT;
    }

    static ByteBufAllocator adaptive() {
        return new AdaptiveByteBufAllocator();
    }

    @Override
    public void put(byte[] src, int offset, int length) {
        ByteBuf piece = allocator.directBuffer(length);
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
}
