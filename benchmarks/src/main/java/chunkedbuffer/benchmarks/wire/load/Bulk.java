package chunkedbuffer.benchmarks.wire.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Sends a stream to an echo server and takes it back at the same time, on one thread. */
final class Bulk {
    /** Not a power of two, so that a piece that is lost or doubled shows. */
    private static final int PERIOD = 251;

    private static final int SIZE = 256 * 1024;

    private final ByteBuffer pattern = ByteBuffer.allocateDirect(SIZE + PERIOD);
    private final ByteBuffer in = ByteBuffer.allocateDirect(SIZE);
    private final boolean checked;
    private long sent;
    private long received;

    private Bulk(boolean checked) {
        this.checked = checked;
        for (int i = 0; i < pattern.capacity(); i++) {
            pattern.put(i, (byte) (i % PERIOD));
        }
    }

    /**
     * A whole stream, there and back.
     *
     * @param checked whether every byte that comes is looked at
     * @return how long it took, in ns
     */
    static long run(String port, long bytes, boolean checked) throws IOException {
        return new Bulk(checked).run(port, bytes);
    }

    private long run(String port, long bytes) throws IOException {
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open(Ping.server(port))) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            long begin = System.nanoTime();
            while (received < bytes) {
                selector.select();
                selector.selectedKeys().clear();
                if (key.isWritable()) {
                    send(channel, bytes);
                    if (sent == bytes) {
                        key.interestOps(SelectionKey.OP_READ);
                    }
                }
                if (key.isReadable()) {
                    receive(channel);
                }
            }
            return System.nanoTime() - begin;
        }
    }

    private void send(SocketChannel channel, long bytes) throws IOException {
        int start = (int) (sent % PERIOD);
        int count = (int) Math.min(SIZE, bytes - sent);
        sent += channel.write(pattern.clear().position(start).limit(start + count));
    }

    private void receive(SocketChannel channel) throws IOException {
        int count = channel.read(in.clear());
        if (count < 0) {
            throw new EOFException("The server closed after " + received + " bytes");
        }
        if (checked) {
            for (int i = 0; i < count; i++) {
                if (in.get(i) != (byte) ((received + i) % PERIOD)) {
                    throw new IOException("Byte " + (received + i) + " came back wrong");
                }
            }
        }
        received += count;
    }
}
