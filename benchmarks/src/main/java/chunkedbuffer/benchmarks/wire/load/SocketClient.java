package chunkedbuffer.benchmarks.wire.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** {@code java.net.Socket}. Its argument is the kind of thread. */
final class SocketClient extends BlockingClient {
    SocketClient(String[] arguments) {
        super(arguments[0]);
    }

    @Override
    Line connect(String port) throws IOException {
        Socket socket = new Socket();
        socket.connect(Ping.server(port));
        socket.setTcpNoDelay(true);
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        byte[] answer = new byte[Message.SIZE];
        return new Line() {
            @Override
            public boolean roundTrip(byte[] message) throws IOException {
                out.write(message);
                return in.readNBytes(answer, 0, Message.SIZE) == Message.SIZE;
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }
}
