package chunkedbuffer.benchmarks.wire.server;

import chunkedbuffer.benchmarks.wire.load.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;

/** {@code java.net.Socket}, a thread for each. Its argument is the kind of thread. */
class SocketEcho extends Server {
    private final Executor workers;

    SocketEcho(String[] arguments) {
        workers = Workers.of(arguments[0]);
    }

    @Override
    void listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(address, 4096);
        new Thread(() -> accept(listener), "acceptor").start();
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                workers.execute(() -> {
                    try (socket) {
                        serve(socket);
                    } catch (IOException peerIsGone) {
                        // the socket is closed, and that is all
                    }
                });
            }
        } catch (IOException e) {
            throw new IllegalStateException("No connection can be accepted", e);
        }
    }

    /** Sends each message back, until the end. */
    void serve(Socket socket) throws IOException {
        byte[] message = new byte[Message.SIZE];
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        while (in.readNBytes(message, 0, Message.SIZE) == Message.SIZE) {
            out.write(message);
        }
    }
}
