package chunkedbuffer.benchmarks.wire.server;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** This library's: a listener that moves the chunks from one pipe to the other. Its argument is the transport's name. */
final class ChunkedEcho extends Server {
    private final String transport;

    ChunkedEcho(String[] arguments) {
        transport = arguments[0];
    }

    @Override
    void listen(InetSocketAddress address) throws Exception {
        Transport.open(TransportOptions.builder().name(transport).threads(1).build())
                .listen(address, connection -> connection.input().onReadable(new Echo(connection)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static final class Echo implements Runnable {
        private final Connection connection;
        private final PipeReader input;
        private final PipeWriter output;
        private final Runnable goOn = this::goOn;
        private boolean waiting;
        private boolean ended;

        Echo(Connection connection) {
            this.connection = connection;
            input = connection.input();
            output = connection.output();
        }

        @Override
        public void run() {
            try {
                while (!waiting && !ended) {
                    if (output.isWritable()) {
                        long moved = input.transferTo(output, -1);
                        if (moved == 0) {
                            return;
                        }
                        if (moved < 0) {
                            ended = true;
                            output.eof();
                        }
                    } else {
                        waiting = true;
                        output.onWritable(goOn);
                    }
                }
            } catch (IOException peerFailed) {
                connection.abort();
            }
        }

        private void goOn() {
            waiting = false;
            run();
        }
    }
}
