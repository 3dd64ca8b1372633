package chunkedbuffer.examples.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A socket that sends what no well-behaved client would. All reads are bounded in time. */
public final class RawClient implements AutoCloseable {

    private static final int MILLIS = 30_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /** Connects to a server on the loopback address. */
    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(MILLIS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /** Sends bytes, each a character. */
    public void send(String bytes) throws IOException {
        out.write(bytes.getBytes(ISO_8859_1));
    }

    /** Sends an end of stream: nothing more will come, but answers are still read. */
    public void end() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads as many bytes, or fewer if the server ends the stream before. */
    public String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }

    /** Reads until the server ends the stream. */
    public String readAll() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    /** Reads up to and with something that is bound to come. */
    public String readTo(String last) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(ISO_8859_1).endsWith(last)) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("the stream ended before " + last + ": " + read.toString(ISO_8859_1));
            }
            read.write(b);
        }
        return read.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
