package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.redis.ArrayRedisMessage;
import io.netty.handler.codec.redis.ErrorRedisMessage;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.RedisArrayAggregator;
import io.netty.handler.codec.redis.RedisBulkStringAggregator;
import io.netty.handler.codec.redis.RedisDecoder;
import io.netty.handler.codec.redis.RedisEncoder;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.handler.codec.redis.SimpleStringRedisMessage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** SET, GET and PING on Netty's codec of Redis; values are arrays in a map of the one loop. */
final class NettyRedis extends NettyLoop {
    private static final int MOST_WORDS = 1 << 20;
    private static final int DEEPEST = 8;
    private static final RedisMessage OK = new SimpleStringRedisMessage("OK");
    private static final RedisMessage PONG = new SimpleStringRedisMessage("PONG");

    private final Map<ByteBuffer, byte[]> values = new HashMap<>();

    @Override
    void fill(ChannelPipeline pipeline) {
        pipeline.addLast(
                new RedisDecoder(),
                new RedisBulkStringAggregator(),
                new RedisArrayAggregator(MOST_WORDS, DEEPEST),
                new RedisEncoder(),
                new Commands());
    }

    private final class Commands extends SimpleChannelInboundHandler<RedisMessage> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, RedisMessage message) {
            List<RedisMessage> words = ((ArrayRedisMessage) message).children();
            context.write(answer(words), context.voidPromise());
        }

        private RedisMessage answer(List<RedisMessage> words) {
            String command = content(words.get(0)).toString(US_ASCII).toUpperCase(Locale.ROOT);
            return switch (command) {
                case "PING" -> PONG;
                case "SET" -> {
                    values.put(key(words.get(1)), ByteBufUtil.getBytes(content(words.get(2))));
                    yield OK;
                }
                case "GET" -> {
                    byte[] value = values.get(key(words.get(1)));
                    yield value == null
                            ? FullBulkStringRedisMessage.NULL_INSTANCE
                            : new FullBulkStringRedisMessage(Unpooled.wrappedBuffer(value));
                }
                default -> new ErrorRedisMessage("ERR unknown command '" + command + "'");
            };
        }

        private static ByteBuf content(RedisMessage word) {
            return ((FullBulkStringRedisMessage) word).content();
        }

        private static ByteBuffer key(RedisMessage word) {
            return ByteBuffer.wrap(ByteBufUtil.getBytes(content(word)));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
