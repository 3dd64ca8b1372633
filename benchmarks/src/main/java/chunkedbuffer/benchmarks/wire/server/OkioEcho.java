package chunkedbuffer.benchmarks.wire.server;

import chunkedbuffer.benchmarks.wire.load.Message;
import java.io.IOException;
import java.net.Socket;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;

/** Okio's streams over a socket. */
final class OkioEcho extends SocketEcho {
    OkioEcho(String[] arguments) {
        super(arguments);
    }

    @Override
    void serve(Socket socket) throws IOException {
        BufferedSource in = Okio.buffer(Okio.source(socket));
        BufferedSink out = Okio.buffer(Okio.sink(socket));
        byte[] message = new byte[Message.SIZE];
        while (!in.exhausted()) {
            in.readFully(message);
            out.write(message).flush();
        }
    }
}
