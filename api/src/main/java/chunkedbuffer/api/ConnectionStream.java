package chunkedbuffer.api;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The stream over a connection. */
final class ConnectionStream implements ChunkedStream {

    private final Connection connection;
    private final StreamInput input;
    private final StreamOutput output;
    private final BlockingStream blocking;
    private final AtomicBoolean closing = new AtomicBoolean();

    ConnectionStream(Connection connection) {
        this.connection = Objects.requireNonNull(connection, "connection");
        input = new StreamInput(connection);
        output = new StreamOutput(connection);
        blocking = new ParkingStream(this, input, output);
    }

    @Override
    public CompletionStage<@Nullable String> readLine() {
        return input.start(StreamRead.line());
    }

    @Override
    public CompletionStage<@Nullable String> readLine(int maxLength) {
        return input.start(StreamRead.line(maxLength));
    }

    @Override
    public CompletionStage<byte[]> readUntil(byte[] separator, boolean skipSeparator) {
        return input.start(StreamRead.until(separator, skipSeparator));
    }

    @Override
    public CompletionStage<byte[]> readUntil(byte[] separator, boolean skipSeparator, int maxLength) {
        return input.start(StreamRead.until(separator, skipSeparator, maxLength));
    }

    @Override
    public CompletionStage<byte[]> read(int n) {
        return input.start(StreamRead.some(n));
    }

    @Override
    public CompletionStage<byte[]> readExactly(int n) {
        return input.start(StreamRead.exactly(n));
    }

    @Override
    public CompletionStage<@Nullable Void> write(byte[] data) {
        return output.start(StreamWrite.of(data));
    }

    @Override
    public CompletionStage<@Nullable Void> write(ByteBuffer data) {
        return output.start(StreamWrite.of(data));
    }

    @Override
    public CompletionStage<@Nullable Void> write(Bytes data) {
        return output.start(StreamWrite.of(data));
    }

    @Override
    public CompletionStage<@Nullable Void> writeAll(Iterable<ByteBuffer> data) {
        return output.start(StreamWrite.all(data));
    }

    @Override
    public Flow.Publisher<String> lines() {
        return new LinePublisher(this);
    }

    @Override
    public CompletionStage<@Nullable Void> closeWrite() {
        return output.end();
    }

    @Override
    public CompletionStage<@Nullable Void> closeAsync() {
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        beginClose().whenComplete((nothing, failure) -> {
            try {
                @Nullable CompletionStage<Void> ended = failure == null ? connection.closed() : null;
                if (ended == null) {
                    finish(closed, failure);
                } else {
                    ended.whenComplete((none, cause) -> finish(closed, cause));
                }
            } catch (RuntimeException e) { // a mock's, say
                finish(closed, e);
            }
        });
        return closed;
    }

    @Override
    public void close() {
        beginClose();
    }

    /** Completes when the connection has been told to close, which is when all writes before are flushed. */
    private CompletionStage<@Nullable Void> beginClose() {
        if (!closing.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        input.close();
        boolean busy = output.isBusy();
        CompletionStage<@Nullable Void> ending = output.close();
        if (busy) {
            // The peer may be waiting, before it reads what we write, for us to read what it wrote.
            try {
                input.reader().close();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        return ending;
    }

    private static void finish(CompletableFuture<@Nullable Void> closed, @Nullable Throwable failure) {
        if (failure == null) {
            closed.complete(null);
        } else {
            closed.completeExceptionally(StreamFailure.unwrap(failure));
        }
    }

    @Override
    public SocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public BlockingStream blocking() {
        return blocking;
    }

    @Override
    public String toString() {
        return "ChunkedStream[" + connection.localAddress() + " - " + connection.remoteAddress() + "]";
    }
}
