package chunkedbuffer.benchmarks.wire.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;

/** Netty's epoll, with one loop that accepts too, and its default allocator. */
abstract class NettyLoop extends Server {
    private static final int BACKLOG = 4096;

    @Override
    void listen(InetSocketAddress address) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        begin(loop);
        new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        fill(channel.pipeline());
                    }
                })
                .bind(address)
                .sync();
    }

    /** Before it listens. */
    void begin(EventLoopGroup loop) {}

    abstract void fill(ChannelPipeline pipeline);
}
