package chunkedbuffer.fuzz;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.tck.ProbePool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A server's connection over two pipes, whose client is the fuzzer: it sends in pieces, and collects what is answered. */
public final class Conversation implements Connection {

    private final Pipe input;
    private final Pipe output;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    private Conversation(PipeOptions options) {
        input = Pipe.create(options);
        output = Pipe.create(options);
    }

    /**
     * Lets a server serve one connection.
     *
     * @param bytes all that the client sends
     * @param piece how much of it at a time
     * @param chunk the size of the pipes' chunks
     * @param server what the server does with a new connection
     * @return all that it answers
     */
    public static byte[] hold(byte[] bytes, int piece, int chunk, Consumer<Connection> server) throws IOException {
        ProbePool pool = new ProbePool(MemoryKind.HEAP).forgetful();
        Conversation conversation = new Conversation(PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(chunk)
                .maximumChunkSize(Math.max(chunk, 65_536))
                .build());
        server.accept(conversation);
        conversation.send(bytes, piece);
        conversation.input.close();
        conversation.output.close();
        pool.assertBalanced();
        return conversation.answers.toByteArray();
    }

    private void send(byte[] bytes, int piece) throws IOException {
        try {
            for (int at = 0; at < bytes.length; at += piece) {
                input.write(bytes, at, Math.min(piece, bytes.length - at));
                input.flush();
                collect();
            }
            input.eof();
        } catch (ReaderClosedException e) {
            // the server has closed: it takes no more
        }
        collect();
    }

    private void collect() throws IOException {
        byte[] some = output.readAtMost(Integer.MAX_VALUE);
        while (some != null && some.length > 0) {
            answers.writeBytes(some);
            some = output.readAtMost(Integer.MAX_VALUE);
        }
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
        return InetSocketAddress.createUnresolved("server", 0);
    }

    @Override
    public SocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("client", 0);
    }

    @Override
    public <T> Connection setOption(SocketOption<T> option, T value) {
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) {
        throw new UnsupportedOperationException("no socket");
    }

    @Override
    public boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        input.close();
        closed.complete(null);
    }

    @Override
    public void abort() {
        close();
    }
}
