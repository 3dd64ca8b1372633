package chunkedbuffer.examples;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A file's way through an echo server and back: one thread sends, another one receives and hashes. */
final class RoundTrip {

    private final Path file;
    private final Progress progress;
    private volatile long received;
    private long sent;
    private long mostInFlight;

    private RoundTrip(Path file, Progress progress) {
        this.file = file;
        this.progress = progress;
    }

    /**
     * Listens, connects, and streams the file.
     *
     * @param file what to send
     * @param transport what to send it over
     * @param address where the server shall listen
     * @param server what it does with the connection: {@link Echo#serve}
     * @param progress told of what came back
     * @return what came back and what it cost
     * @throws IOException if the file cannot be read or the connection fails
     * @throws InterruptedException if the thread is interrupted
     */
    static Result of(Path file, Transport transport, SocketAddress address, ConnectionHandler server, Progress progress)
            throws IOException, InterruptedException {
        ExecutorService receiver = Executors.newSingleThreadExecutor(task -> new Thread(task, "receiver"));
        try (Listener listener = await(transport.listen(address, server));
                Connection connection = await(transport.connect(listener.localAddress()))) {
            return new RoundTrip(file, progress).run(connection, receiver);
        } finally {
            receiver.shutdownNow();
        }
    }

    private Result run(Connection connection, ExecutorService receiver) throws IOException, InterruptedException {
        PoolStats poolBefore = ChunkPool.shared().stats();
        HeapMeter heap = HeapMeter.start();
        long start = System.nanoTime();
        CompletableFuture<String> digest = new CompletableFuture<>();
        receiver.execute(() -> {
            try {
                digest.complete(receive(connection.input()));
            } catch (Throwable failure) {
                digest.completeExceptionally(failure);
                connection.abort(); // or the sender would wait for somebody to read
            }
        });
        try {
            send(connection.output());
        } catch (IllegalStateException lost) { // the receiver has the reason
            digest.completeExceptionally(lost);
        }
        String sha256 = await(digest);
        long nanos = System.nanoTime() - start;
        long heapBytes = heap.allocated();
        PoolStats poolAfter = ChunkPool.shared().stats();
        return new Result(
                sha256,
                received,
                nanos,
                poolAfter.acquired() - poolBefore.acquired(),
                poolAfter.allocated() - poolBefore.allocated(),
                mostInFlight,
                heapBytes);
    }

    /** The file's bytes go from the kernel into the pipe's chunks, and from there to the socket. */
    private void send(PipeWriter output) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = output.getBuffer();
            for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
                sent += n;
                mostInFlight = Math.max(mostInFlight, sent - received);
                if (!output.bufferWritten(n)) {
                    output.awaitWritable();
                }
                buffer = output.getBuffer();
            }
        }
        output.eof();
    }

    private String receive(PipeReader input) throws IOException, InterruptedException {
        MessageDigest sha256 = Sha256.create();
        long arrived = 0;
        while (input.awaitReadable(1)) {
            Bytes there = input.buffered();
            for (ByteBuffer part : there.buffers()) {
                sha256.update(part);
            }
            arrived += input.skip(there.length());
            received = arrived;
            progress.at(arrived);
        }
        return Sha256.hex(sha256);
    }

    private static <T> T await(CompletionStage<T> stage) throws IOException, InterruptedException {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException io ? io : new IOException(cause);
        }
    }

    /**
     * What came back, and what it cost.
     *
     * @param sha256 the digest of what came back
     * @param bytes how much came back
     * @param nanos from the first byte sent to the last one hashed
     * @param chunks how many chunks were taken from the pool, by both ends of the connection
     * @param newChunks how many of them the pool had to make
     * @param mostInFlight the most bytes that were sent and had not come back
     * @param heapBytes bytes that all threads together allocated on the heap
     */
    record Result(
            String sha256, long bytes, long nanos, long chunks, long newChunks, long mostInFlight, long heapBytes) {}
}
