package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.concurrent.TimeUnit;

/** Netty's {@link HttpServerCodec} with its default limits and checks; flushes once a read. */
final class NettyHttp extends NettyLoop {
    private static final ByteBuf BODY = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes(Plaintext.BODY.getBytes(US_ASCII))
            .asReadOnly());
    private static final AsciiString SERVER = AsciiString.cached(Plaintext.SERVER);
    private static final AsciiString TYPE = AsciiString.cached(Plaintext.TYPE);
    private static final AsciiString LENGTH = AsciiString.cached(String.valueOf(Plaintext.BODY.length()));

    private AsciiString date = AsciiString.EMPTY_STRING;

    @Override
    void begin(EventLoopGroup loop) {
        loop.next().scheduleAtFixedRate(() -> date = new AsciiString(Plaintext.date()), 0, 1, TimeUnit.SECONDS);
    }

    @Override
    void fill(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(), new Answering());
    }

    private final class Answering extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof LastHttpContent) {
                FullHttpResponse response =
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, BODY.duplicate());
                response.headers()
                        .set(HttpHeaderNames.SERVER, SERVER)
                        .set(HttpHeaderNames.CONTENT_TYPE, TYPE)
                        .set(HttpHeaderNames.CONTENT_LENGTH, LENGTH)
                        .set(HttpHeaderNames.DATE, date);
                context.write(response, context.voidPromise());
            }
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
