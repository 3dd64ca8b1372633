package chunkedbuffer.tck;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The other end of a connection under test: a plain blocking socket, which can also be rude. */
final class SocketPeer implements RawPeer {

    private final AddressKind kind;
    private final SocketChannel channel;

    SocketPeer(AddressKind kind, SocketChannel channel) {
        this.kind = kind;
        this.channel = channel;
    }

    static SocketPeer connect(AddressKind kind, SocketAddress remote) throws IOException {
        SocketChannel channel = kind.client();
        try {
            channel.connect(remote);
            return new SocketPeer(kind, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public SocketAddress localAddress() throws IOException {
        return channel.getLocalAddress();
    }

    @Override
    public void send(byte[] data) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public byte[] receive(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the end after " + buffer.position() + " of " + count + " bytes");
            }
        }
        return buffer.array();
    }

    @Override
    public int receiveSome(int count) throws IOException {
        return channel.read(ByteBuffer.allocate(count));
    }

    @Override
    public int receiveNow() throws IOException {
        channel.configureBlocking(false);
        try {
            return receiveSome(1);
        } finally {
            channel.configureBlocking(true);
        }
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
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
