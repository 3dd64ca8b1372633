package chunkedbuffer.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that fails each test that leaves a chunk out of its pool, a thread alive or a socket open.
 *
 * <pre>{@code
 * @ExtendWith(NothingLeaked.class)
 * class MyTest {
 *     @Test
 *     void echo(PoolProbe pools) {
 *         ChunkPool pool = pools.create();   // closed after the test, when all of its chunks have come back
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p><b>What it looks at.</b>
 *
 * <ul>
 *   <li>Chunks: of the pools that the test's {@link PoolProbe} made or watches, and of {@link
 *       chunkedbuffer.api.ChunkPool#shared()}. A test method or a {@code @BeforeEach} method gets the probe as a parameter.
 *   <li>Threads: those that were not there before the test and are alive after it, but for the ones that the JDK and JUnit
 *       start for good when first needed. Virtual threads cannot be listed, and are not looked at.
 *   <li>Sockets: the descriptors that were not open before, where there is a {@code /proc/self/fd}.
 * </ul>
 *
 * <p>It looks after the {@code @AfterEach} methods of the test class. Threads and descriptors may take a moment to go, so it
 * looks again until all is well, up to {@value #PATIENCE_MILLIS} ms, or what the configuration parameter {@value #PATIENCE}
 * says; then it fails the test and names what stayed.
 *
 * <p>It is for tests that run one after the other: of those that run at once, each would see what the others have.
 */
public final class NothingLeaked implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    /** The JUnit configuration parameter that sets how long it waits for the last one to go, in milliseconds. */
    public static final String PATIENCE = "chunkedbuffer.tck.patience";

    static final int PATIENCE_MILLIS = 5000;

    private static final Namespace STORE = Namespace.create(NothingLeaked.class);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(2);

    /** For JUnit. */
    public NothingLeaked() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(STORE);
        store.put(PoolProbe.class, new PoolProbe());
        store.put(OpenSockets.class, OpenSockets.now());
        store.put(LiveThreads.class, LiveThreads.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(STORE);
        PoolProbe pools = store.get(PoolProbe.class, PoolProbe.class);
        OpenSockets sockets = store.get(OpenSockets.class, OpenSockets.class);
        LiveThreads threads = store.get(LiveThreads.class, LiveThreads.class);
        Thread.interrupted(); // left by the test; waiting would be spinning with it
        int patience =
                context.getConfigurationParameter(PATIENCE, Integer::valueOf).orElse(PATIENCE_MILLIS);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        List<String> left = new ArrayList<>(awaitNone(pools::chunksOut, deadline));
        pools.close(); // a pool may have a thread of its own
        left.addAll(awaitNone(
                () -> {
                    List<String> both = new ArrayList<>(threads.newOnes());
                    both.addAll(sockets.newOnes());
                    return both;
                },
                deadline));
        if (!left.isEmpty()) {
            Assertions.fail("The test left behind, " + patience + " ms after its end:\n" + String.join("\n", left));
        }
    }

    private static List<String> awaitNone(Supplier<List<String>> look, long deadline) {
        for (; ; ) {
            List<String> left = look.get();
            if (left.isEmpty() || System.nanoTime() - deadline >= 0) {
                return left;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PoolProbe.class
                && context.getStore(STORE).get(PoolProbe.class) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(STORE).get(PoolProbe.class);
    }
}
