package chunkedbuffer.benchmarks.wire.load;

import java.io.IOException;
import java.net.Socket;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;

/** Okio's streams over a socket. Its argument is the kind of thread. */
final class OkioClient extends BlockingClient {
    OkioClient(String[] arguments) {
        super(arguments[0]);
    }

    @Override
    Line connect(String port) throws IOException {
        Socket socket = new Socket();
        socket.connect(Ping.server(port));
        socket.setTcpNoDelay(true);
        BufferedSource in = Okio.buffer(Okio.source(socket));
        BufferedSink out = Okio.buffer(Okio.sink(socket));
        byte[] answer = new byte[Message.SIZE];
        return new Line() {
            @Override
            public boolean roundTrip(byte[] message) throws IOException {
                out.write(message).flush();
                in.readFully(answer);
                return true;
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }
}
