package chunkedbuffer.benchmarks.wire.server;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * This library's, with requests looked at as by {@link RawHttp}: what is between the two is the library and not the parser. Its
 * argument is the transport's name.
 */
final class ChunkedHttp extends Server {
    private final String transport;
    private final DatedAnswer answer = new DatedAnswer();

    ChunkedHttp(String[] arguments) {
        transport = arguments[0];
    }

    @Override
    void listen(InetSocketAddress address) throws Exception {
        Transport.open(TransportOptions.builder().name(transport).threads(1).build())
                .listen(address, connection -> connection.input().onReadable(new Session(connection)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private final class Session extends MinimalRequest implements Runnable {
        private final Connection connection;
        private final PipeReader input;
        private final PipeWriter output;
        private Bytes there = Bytes.empty();
        private boolean waiting;

        Session(Connection connection) {
            this.connection = connection;
            input = connection.input();
            output = connection.output();
        }

        @Override
        byte at(int index) {
            return there.get(index);
        }

        @Override
        int newline(int from, int limit) {
            return (int) there.indexOf((byte) '\n', from, limit);
        }

        @Override
        public void run() {
            if (waiting) {
                return;
            }
            try {
                answer.date();
                there = input.buffered();
                int limit = (int) there.length();
                int done = 0;
                for (int end = end(done, limit); end >= 0; end = end(done, limit)) {
                    output.write(answer.bytes());
                    done = end;
                }
                input.skip(done);
                if (done > 0 && !output.flush()) {
                    waiting = true;
                    output.whenWritable().thenRun(this::goOn);
                }
                if (input.isExhausted()) {
                    connection.close();
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
