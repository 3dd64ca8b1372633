package chunkedbuffer.tck;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The other end of a connection under test: a plain blocking socket, which can also be rude. */
final class RawPeer implements AutoCloseable {

    private final AddressKind kind;
    private final SocketChannel channel;

    RawPeer(AddressKind kind, SocketChannel channel) {
        this.kind = kind;
        this.channel = channel;
    }

    static RawPeer connect(AddressKind kind, SocketAddress remote) throws IOException {
        SocketChannel channel = kind.client();
        try {
            channel.connect(remote);
            return new RawPeer(kind, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    SocketAddress localAddress() throws IOException {
        return channel.getLocalAddress();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] data) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    byte[] receive(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the end after " + buffer.position() + " of " + count + " bytes");
            }
        }
        return buffer.array();
    }

    String receiveText(int count) throws IOException {
        return new String(receive(count), StandardCharsets.ISO_8859_1);
    }

    /** At most {@code count} bytes; -1 at the end. */
    int receiveSome(int count) throws IOException {
        return channel.read(ByteBuffer.allocate(count));
    }

    /** What has arrived by now: 0 for nothing, -1 for the end. */
    int receiveNow() throws IOException {
        channel.configureBlocking(false);
        try {
            return receiveSome(1);
        } finally {
            channel.configureBlocking(true);
        }
    }

    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /**
     * Closes with a reset. For a Unix-domain socket that needs bytes which were sent to this peer and which it has not received.
     */
    void reset() throws IOException {
        if (kind == AddressKind.TCP) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
