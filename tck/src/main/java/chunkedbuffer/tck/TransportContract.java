package chunkedbuffer.tck;

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
 * on how long something takes, but for a limit after which it is taken never to come.
 */
public abstract class TransportContract extends TransportFailureContract {

    /** For subclasses. */
    protected TransportContract() {}
}
