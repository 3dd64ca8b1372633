package chunkedbuffer.benchmarks.wire.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * By hand: one thread, one selector, one direct buffer to read into and another one to write from, for all connections. What the
 * socket does not take is kept for the connection, which is not read from until it is gone.
 */
abstract class RawLoop extends Server {
    private static final int SIZE = 64 * 1024;
    private static final int BACKLOG = 4096;

    /** What was read, while a connection is looked after. */
    final ByteBuffer in = ByteBuffer.allocateDirect(SIZE);

    /** What is to be written behind it. */
    final ByteBuffer out = ByteBuffer.allocateDirect(SIZE);

    /** What one connection left undone. */
    static final class Rest {
        ByteBuffer unread = ByteBuffer.allocate(0);
        ByteBuffer unwritten = ByteBuffer.allocate(0);
    }

    @Override
    void listen(InetSocketAddress address) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(address, BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        new Thread(() -> loop(selector), "loop").start();
    }

    private void loop(Selector selector) {
        Consumer<SelectionKey> serve = this::serve;
        try {
            while (true) {
                selector.select(serve);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The selector failed", e);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept(key);
            } else {
                SocketChannel channel = (SocketChannel) key.channel();
                Rest rest = (Rest) key.attachment();
                if (key.isWritable()) {
                    writeRest(key, channel, rest);
                } else {
                    read(key, channel, rest);
                }
            }
        } catch (IOException peerIsGone) {
            close(key);
        }
    }

    private static void accept(SelectionKey key) throws IOException {
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(key.selector(), SelectionKey.OP_READ, new Rest());
        }
    }

    private void read(SelectionKey key, SocketChannel channel, Rest rest) throws IOException {
        in.clear();
        if (rest.unread.hasRemaining()) {
            in.put(rest.unread);
        }
        if (channel.read(in) < 0) {
            channel.close();
            return;
        }
        in.flip();
        serve(channel, rest);
        if (in.hasRemaining()) {
            rest.unread = copy(in);
        }
        if (rest.unwritten.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    /** Takes from {@link #in} what is complete, and writes. */
    abstract void serve(SocketChannel channel, Rest rest) throws IOException;

    /** Writes as much as the socket takes, and keeps the rest. */
    static void write(SocketChannel channel, ByteBuffer data, Rest rest) throws IOException {
        if (!rest.unwritten.hasRemaining()) {
            channel.write(data);
        }
        if (data.hasRemaining()) {
            ByteBuffer before = rest.unwritten;
            rest.unwritten = ByteBuffer.allocateDirect(before.remaining() + data.remaining())
                    .put(before)
                    .put(data)
                    .flip();
        }
    }

    private static void writeRest(SelectionKey key, SocketChannel channel, Rest rest) throws IOException {
        channel.write(rest.unwritten);
        if (!rest.unwritten.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket cannot be closed", e);
        }
    }
}
