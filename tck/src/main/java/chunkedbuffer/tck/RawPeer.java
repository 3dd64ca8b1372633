package chunkedbuffer.tck;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** The other end of a connection under test, which can also be rude. Its calls wait. */
interface RawPeer extends AutoCloseable {

    SocketAddress localAddress() throws IOException;

    default void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] data) throws IOException;

    byte[] receive(int count) throws IOException;

    default String receiveText(int count) throws IOException {
        return new String(receive(count), StandardCharsets.ISO_8859_1);
    }

    /** At most {@code count} bytes; -1 at the end. */
    int receiveSome(int count) throws IOException;

    /** What has arrived by now: 0 for nothing, -1 for the end. */
    int receiveNow() throws IOException;

    void endOutput() throws IOException;

    /**
     * Closes with a reset. For a Unix-domain socket that needs bytes which were sent to this peer and which it has not received.
     */
    void reset() throws IOException;

    @Override
    void close() throws IOException;
}
