package chunkedbuffer.tck;

import chunkedbuffer.api.ConnectionOptions;
import org.junit.jupiter.api.Nested;

/**
 * Everything that {@link chunkedbuffer.api.ChunkedStream} and {@link chunkedbuffer.api.BlockingStream} promise, as tests over a
 * transport's connections: a subclass of it in the tests of a transport runs them all.
 *
 * <pre>{@code
 * class MyStreamTest extends StreamContract {
 *     private Transport transport;
 *
 *     @BeforeEach
 *     void open() {
 *         transport = ...;
 *     }
 *
 *     @Override
 *     protected ConnectionPair connect(ConnectionOptions options) throws Exception {
 *         ...   // listen and connect with these options, and give both ends
 *     }
 *
 *     @AfterEach
 *     void close() {
 *         transport.close();
 *     }
 * }
 * }</pre>
 *
 * <p>The connection's {@code abort()} must reach the peer as a failure: TCP does that, Unix-domain sockets have no reset. Each
 * test aborts both ends when it is done, and fails if a chunk, a thread or a socket is left then ({@link NothingLeaked}).
 */
public abstract class StreamContract {

    /** For subclasses. */
    protected StreamContract() {}

    /**
     * A new connection.
     *
     * @param options what both of its ends shall be like; the implementation passes them on
     * @return both ends, connected
     * @throws Exception what went wrong
     */
    protected abstract ConnectionPair connect(ConnectionOptions options) throws Exception;

    /** StreamReadContract. */
    @Nested
    class Reading extends StreamReadContract {
        @Override
        protected ConnectionPair connect(ConnectionOptions options) throws Exception {
            return StreamContract.this.connect(options);
        }
    }

    /** StreamWriteContract. */
    @Nested
    class Writing extends StreamWriteContract {
        @Override
        protected ConnectionPair connect(ConnectionOptions options) throws Exception {
            return StreamContract.this.connect(options);
        }
    }

    /** StreamCloseContract. */
    @Nested
    class Closing extends StreamCloseContract {
        @Override
        protected ConnectionPair connect(ConnectionOptions options) throws Exception {
            return StreamContract.this.connect(options);
        }
    }

    /** StreamLinesContract. */
    @Nested
    class Lines extends StreamLinesContract {
        @Override
        protected ConnectionPair connect(ConnectionOptions options) throws Exception {
            return StreamContract.this.connect(options);
        }
    }

    /** BlockingStreamContract. */
    @Nested
    class Blocking extends BlockingStreamContract {
        @Override
        protected ConnectionPair connect(ConnectionOptions options) throws Exception {
            return StreamContract.this.connect(options);
        }
    }
}
