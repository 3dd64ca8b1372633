package chunkedbuffer.core;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.tck.ConnectionPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One end of a connection through memory: two pipes, which {@link PipeLink}s join to those of the other end. */
final class PipedConnection implements Connection {

    private final String name;
    private final ConnectionOptions options;
    private final Pipe input;
    private final Pipe output;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private PipeLink incoming;
    private PipeLink outgoing;
    private volatile boolean open = true;

    private PipedConnection(String name, ConnectionOptions options) {
        this.name = name;
        this.options = options;
        input = Pipe.create(options.pipeOptions());
        output = Pipe.create(options.pipeOptions());
    }

    static ConnectionPair pair(ConnectionOptions options) {
        PipedConnection near = new PipedConnection("near", options);
        PipedConnection far = new PipedConnection("far", options);
        PipeLink there = new PipeLink(near.output.reader(), far.input.writer());
        PipeLink back = new PipeLink(far.output.reader(), near.input.writer());
        near.link(back, there);
        far.link(there, back);
        there.start();
        back.start();
        return new ConnectionPair(near, far);
    }

    private void link(PipeLink in, PipeLink out) {
        incoming = in;
        outgoing = out;
        CompletableFuture.allOf(in.ended(), out.ended()).thenRun(this::ended);
    }

    private void ended() {
        open = false;
        closed.complete(null);
    }

    @Override
    public PipeReader input() {
        return input.reader();
    }

    @Override
    public PipeWriter output() {
        return output.writer();
    }

    @Override
    public SocketAddress localAddress() {
        return InetSocketAddress.createUnresolved(name, 0);
    }

    @Override
    public SocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("not-" + name, 0);
    }

    @Override
    public <T> Connection setOption(SocketOption<T> option, T value) {
        throw new UnsupportedOperationException(option.name());
    }

    @Override
    public <T> T getOption(SocketOption<T> option) {
        throw new UnsupportedOperationException(option.name());
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        open = false;
        input.reader().close();
        incoming.close();
        outgoing.close();
    }

    @Override
    public void abort() {
        open = false;
        input.reader().close();
        IOException reset = new IOException("reset by " + name);
        incoming.reset(reset);
        outgoing.reset(reset);
    }
}
