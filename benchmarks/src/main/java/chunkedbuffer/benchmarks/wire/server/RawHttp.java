package chunkedbuffer.benchmarks.wire.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** HTTP/1.1 by hand: {@link MinimalRequest requests} out of the one buffer, the answers to all of a read in one write. */
final class RawHttp extends RawLoop {
    private final DatedAnswer answer = new DatedAnswer();
    private final MinimalRequest request = new MinimalRequest() {
        @Override
        byte at(int index) {
            return in.get(index);
        }
    };

    @Override
    void serve(SocketChannel channel, Rest rest) throws IOException {
        answer.date();
        out.clear();
        for (int end = next(); end >= 0; end = next()) {
            in.position(end);
            if (out.remaining() < answer.bytes().length) {
                write(channel, out.flip(), rest);
                out.clear();
            }
            out.put(answer.direct());
        }
        if (out.position() > 0) {
            write(channel, out.flip(), rest);
        }
    }

    private int next() throws IOException {
        return request.end(in.position(), in.limit());
    }
}
