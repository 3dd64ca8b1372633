package chunkedbuffer.tck;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link chunkedbuffer.api.Transport} does: subclass it, and each of its tests runs with TCP and with Unix-domain
 * sockets against the transport that {@link #open} returns.
 *
 * <pre>{@code
 * class MyTransportContractTest extends TransportContract {
 *     @Override
 *     protected Transport open(TransportOptions options) {
 *         return new MyTransportProvider().create(options);
 *     }
 * }
 * }</pre>
 *
 * <p>It needs JUnit 5.13 or later, a pipe and a pool on the path (such as {@code chunkedbuffer-core}), a loopback interface, and some
 * hundred descriptors. {@link NothingLeaked} looks after each test whether the transport has left a thread, a socket or a
 * chunk behind.
 *
 * <p>A test fails if the transport does not do what {@code Transport}, {@code Connection} and {@code Listener} say; none depends
 * on how long something takes, but for a limit after which it is taken never to come. Each subject is a suite of its own, such as
 * {@link TransportFlowContract}, which can be subclassed alone in the same way.
 */
public abstract class TransportContract {

    /**
     * The tag of the tests that need the operating system itself: its addresses, its queue of connections to be accepted. A
     * transport that has no sockets excludes it (Surefire: {@code excludedGroups}) and overrides {@link #openPeers}; the others
     * run all tests.
     */
    public static final String SOCKETS = "sockets";

    /** For subclasses. */
    protected TransportContract() {}

    /**
     * The transport under test.
     *
     * @param options what it shall be like; the implementation passes them on
     * @return a new transport, which the suite closes
     */
    protected abstract Transport open(TransportOptions options);

    /**
     * What plays the peer where plain sockets do not reach the transport under test. It is good enough a peer if it does what it
     * promises itself.
     *
     * @return {@code null}, unless overridden: the peers are plain sockets; else a new transport, which the suite closes
     */
    protected @Nullable Transport openPeers() {
        return null;
    }

    /** TransportDataContract. */
    @Nested
    class Data extends TransportDataContract {
        @Override
        protected Transport open(TransportOptions options) {
            return TransportContract.this.open(options);
        }

        @Override
        protected @Nullable Transport openPeers() {
            return TransportContract.this.openPeers();
        }
    }

    /** TransportFlowContract. */
    @Nested
    class Flow extends TransportFlowContract {
        @Override
        protected Transport open(TransportOptions options) {
            return TransportContract.this.open(options);
        }

        @Override
        protected @Nullable Transport openPeers() {
            return TransportContract.this.openPeers();
        }
    }

    /** TransportEndContract. */
    @Nested
    class Ending extends TransportEndContract {
        @Override
        protected Transport open(TransportOptions options) {
            return TransportContract.this.open(options);
        }

        @Override
        protected @Nullable Transport openPeers() {
            return TransportContract.this.openPeers();
        }
    }

    /** TransportFailureContract. */
    @Nested
    class Failing extends TransportFailureContract {
        @Override
        protected Transport open(TransportOptions options) {
            return TransportContract.this.open(options);
        }

        @Override
        protected @Nullable Transport openPeers() {
            return TransportContract.this.openPeers();
        }
    }
}
