package chunkedbuffer.tck;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A peer that is itself a connection of a transport: for transports that plain sockets do not reach. */
final class TransportPeer implements RawPeer {

    private final Connection connection;

    TransportPeer(Connection connection) {
        this.connection = connection;
    }

    static TransportPeer connect(Transport transport, SocketAddress remote) throws IOException {
        return new TransportPeer(get(transport.connect(remote, ConnectionOptions.defaults())));
    }

    private static <T> T get(CompletionStage<T> stage) throws IOException {
        try {
            return stage.toCompletableFuture().get(Background.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        IOException interrupted = new InterruptedIOException();
        interrupted.initCause(cause);
        return interrupted;
    }

    @Override
    public SocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public void send(byte[] data) throws IOException {
        try {
            connection.output().write(data);
            if (!connection.output().flush()) {
                connection.output().awaitWritable();
            }
        } catch (ReaderClosedException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public byte[] receive(int count) throws IOException {
        byte[] received = new byte[count];
        for (int at = 0; at < count; ) {
            byte[] some = some(count - at);
            if (some.length == 0) {
                throw new EOFException("the end after " + at + " of " + count + " bytes");
            }
            System.arraycopy(some, 0, received, at, some.length);
            at += some.length;
        }
        return received;
    }

    @Override
    public int receiveSome(int count) throws IOException {
        int received = some(count).length;
        return received == 0 ? -1 : received;
    }

    /** Empty at the end. */
    private byte[] some(int count) throws IOException {
        PipeReader input = connection.input();
        try {
            input.awaitReadable(1);
            byte[] some = input.readAtMost(count);
            if (some == null) {
                throw new IllegalStateException("nothing is there after a wait for it");
            }
            return some;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public int receiveNow() throws IOException {
        byte[] some = connection.input().readAtMost(1);
        if (some == null) {
            return 0;
        }
        return some.length == 0 ? -1 : some.length;
    }

    @Override
    public void endOutput() {
        connection.output().eof();
    }

    @Override
    public void reset() {
        connection.abort();
    }

    @Override
    public void close() {
        connection.close();
    }
}
