package chunkedbuffer.benchmarks.wire.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Sends back what comes in, out of the buffer that it was read into. */
final class RawEcho extends RawLoop {
    @Override
    void serve(SocketChannel channel, Rest rest) throws IOException {
        write(channel, in, rest);
    }
}
