package chunkedbuffer.benchmarks.wire.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Netty's channels on epoll. */
final class NettyIdle extends IdleClient {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @Override
    CompletableFuture<AutoCloseable> connect(InetSocketAddress server) {
        CompletableFuture<AutoCloseable> done = new CompletableFuture<>();
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_LINGER, 0)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Once(done));
                    }
                })
                .connect(server)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        done.completeExceptionally(connected.cause());
                    }
                });
        return done;
    }

    private static final class Once extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<AutoCloseable> done;
        private int missing = Message.SIZE;

        Once(CompletableFuture<AutoCloseable> done) {
            this.done = done;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(context.alloc().buffer(Message.SIZE).writeZero(Message.SIZE), context.voidPromise());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf data) {
            missing -= data.readableBytes();
            if (missing == 0) {
                done.complete(() -> context.channel().close().sync());
            }
        }
    }
}
