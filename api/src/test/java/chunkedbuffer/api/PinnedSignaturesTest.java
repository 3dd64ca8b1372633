package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.spi.ChunkPoolProvider;
import chunkedbuffer.spi.PipeProvider;
import chunkedbuffer.spi.TransportProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What others implement or mock: a method more that is not a default would break them, a method less their callers. */
class PinnedSignaturesTest {

    private static final List<String> PROVIDER = List.of("String name()", "default int priority()");

    @TestFactory
    Stream<DynamicTest> interfaces() {
        return Stream.of(
                pinned(PipeProvider.class, PROVIDER, "Pipe create(PipeOptions)"),
                pinned(ChunkPoolProvider.class, PROVIDER, "ChunkPool create(ChunkPoolOptions)"),
                pinned(
                        TransportProvider.class,
                        PROVIDER,
                        "Transport create(TransportOptions)",
                        "default boolean isAvailable()"),
                pinned(
                        ChunkPool.class,
                        List.of(),
                        "Chunk acquire(int)",
                        "default Chunk tryAcquire(int)",
                        "default void onAvailable(Runnable)",
                        "PoolStats stats()",
                        "void trim()",
                        "void close()",
                        "static ChunkPool shared()",
                        "static ChunkPool create(ChunkPoolOptions)",
                        "static ChunkPool create(String, ChunkPoolOptions)"),
                pinned(
                        Transport.class,
                        List.of(),
                        "String name()",
                        "CompletionStage connect(SocketAddress)",
                        "CompletionStage connect(SocketAddress, ConnectionOptions)",
                        "CompletionStage listen(SocketAddress, ConnectionHandler)",
                        "CompletionStage listen(SocketAddress, ConnectionOptions, ConnectionHandler)",
                        "void close()",
                        "static Transport open()",
                        "static Transport open(String)",
                        "static Transport open(TransportOptions)"),
                pinned(
                        Connection.class,
                        List.of(),
                        "PipeReader input()",
                        "PipeWriter output()",
                        "SocketAddress localAddress()",
                        "SocketAddress remoteAddress()",
                        "Connection setOption(SocketOption, Object) throws IOException",
                        "Object getOption(SocketOption) throws IOException",
                        "boolean isOpen()",
                        "CompletionStage closed()",
                        "void close()",
                        "void abort()"),
                pinned(
                        Listener.class,
                        List.of(),
                        "SocketAddress localAddress()",
                        "CompletionStage closed()",
                        "void close()"),
                pinned(ConnectionHandler.class, List.of(), "void onConnection(Connection) throws Exception"));
    }

    /** All of the pinned methods are there, and of others only such as nobody has to implement. */
    private static DynamicTest pinned(Class<?> type, List<String> first, String... others) {
        Set<String> pinned = new TreeSet<>(first);
        pinned.addAll(List.of(others));
        Set<String> actual = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(PinnedSignaturesTest::describe)
                .filter(method -> pinned.contains(method) || !method.matches("(default|static) .*"))
                .collect(Collectors.toCollection(TreeSet::new));
        return DynamicTest.dynamicTest(type.getSimpleName(), () -> assertEquals(pinned, actual));
    }

    private static String describe(Method method) {
        String exceptions = names(method.getExceptionTypes());
        return (method.isDefault() ? "default " : "")
                + (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                + method.getReturnType().getSimpleName()
                + " "
                + method.getName()
                + "("
                + names(method.getParameterTypes())
                + ")"
                + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }

    private static String names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", "));
    }

    @Test
    void statisticsArePinned() {
        assertEquals(
                "acquired released allocated inUse inUseBytes idleBytes",
                Arrays.stream(PoolStats.class.getRecordComponents())
                        .map(component -> {
                            assertEquals(long.class, component.getType());
                            return component.getName();
                        })
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void kindsArePinned() {
        assertEquals("[DIRECT, HEAP]", Arrays.toString(MemoryKind.values()));
        assertEquals("[OFF, SAMPLED, ALL]", Arrays.toString(LeakDetection.values()));
    }
}
