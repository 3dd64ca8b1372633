package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the suites about streams share: a stream at each end of a connection, whose chunks come from a pool of the test's own. */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
abstract class StreamSuite {

    private final List<Connection> opened = new ArrayList<>();

    @Nullable
    private ChunkPool pool;

    @Nullable
    private ChunkedStream near;

    @Nullable
    private ChunkedStream far;

    /**
     * A new connection.
     *
     * @param options what both of its ends shall be like
     * @return both ends, connected
     * @throws Exception what went wrong
     */
    protected abstract ConnectionPair connect(ConnectionOptions options) throws Exception;

    @BeforeEach
    void connectStreams(PoolProbe pools) throws Exception {
        pool = pools.create();
        connectStreams(options());
    }

    void connectStreams(ConnectionOptions.Builder options) throws Exception {
        ConnectionPair pair = connect(options.build());
        opened.add(pair.near());
        opened.add(pair.far());
        near = ChunkedStream.over(pair.near());
        far = ChunkedStream.over(pair.far());
    }

    @AfterEach
    void abortConnections() {
        opened.forEach(Connection::abort);
    }

    ConnectionOptions.Builder options() {
        return ConnectionOptions.builder().pool(pool());
    }

    ChunkPool pool() {
        return there(pool);
    }

    ChunkedStream near() {
        return there(near);
    }

    ChunkedStream far() {
        return there(far);
    }

    /** What the far end sends has arrived at the near end. */
    void sent(String text) throws Exception {
        long before = near().connection().input().length();
        byte[] data = bytes(text);
        get(far().write(data));
        near().connection().input().awaitReadable(before + data.length);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] data) {
        return new String(data, UTF_8);
    }

    /** Bytes that are different at each place: none of the next 251 is equal, and no line ends in them. */
    static byte[] pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i % 251 + 11);
        }
        return pattern;
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(Background.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static <E extends Throwable> E failure(Class<E> type, CompletionStage<?> stage) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, () -> get(stage)).getCause());
    }

    static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("null");
        }
        return value;
    }
}
