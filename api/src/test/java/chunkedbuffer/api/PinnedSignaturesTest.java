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

    private static final String[] PIPE = {
        "static Pipe create()",
        "static Pipe create(PipeOptions)",
        "PipeReader reader()",
        "PipeWriter writer()",
        "void close()"
    };

    private static final String[] WRITER = {
        "ByteBuffer getBuffer()",
        "ByteBuffer getBuffer(int)",
        "ByteBuffer tryGetBuffer(int)",
        "void advance(int)",
        "boolean flush()",
        "boolean bufferWritten(int)",
        "void write(byte[])",
        "void write(byte[], int, int)",
        "void write(ByteBuffer)",
        "void write(Bytes)",
        "void append(ByteBuffer)",
        "long unflushed()",
        "boolean isWritable()",
        "CompletionStage whenWritable()",
        "void awaitWritable() throws IOException, InterruptedException",
        "void eof()",
        "void eof(Throwable)",
        "boolean isReaderClosed()",
        "OutputStream asOutputStream()",
        "WritableByteChannel asWritableChannel()"
    };

    private static final String[] READER = {
        "long length()",
        "boolean isEof()",
        "boolean isExhausted()",
        "Throwable failure()",
        "byte[] readBytes(int) throws IOException",
        "byte[] readAtMost(int) throws IOException",
        "byte[] readUntil(byte[]) throws IOException",
        "byte[] readUntil(byte[], boolean) throws IOException",
        "byte[] readUntil(byte[], boolean, int) throws IOException",
        "byte[] peek(int) throws IOException",
        "int readInto(ByteBuffer) throws IOException",
        "String readString(int, Charset) throws IOException",
        "String readLine(Charset) throws IOException",
        "String readLine(Charset, int) throws IOException",
        "Bytes take(long) throws IOException",
        "Bytes takeUntil(byte[], boolean) throws IOException",
        "Bytes takeLine() throws IOException",
        "Bytes buffered()",
        "long indexOf(byte)",
        "long indexOf(byte, long, long)",
        "long indexOf(byte[])",
        "long indexOf(byte[], long, long)",
        "long skip(long) throws IOException",
        "boolean skipIfStartsWith(byte[]) throws IOException",
        "byte readByte() throws IOException",
        "short readShort() throws IOException",
        "int readInt() throws IOException",
        "long readLong() throws IOException",
        "short readShortLe() throws IOException",
        "int readIntLe() throws IOException",
        "long readLongLe() throws IOException",
        "long readDecimal(byte[]) throws IOException",
        "CompletionStage whenReadable(long)",
        "boolean awaitReadable(long) throws IOException, InterruptedException",
        "void onReadable(Runnable)",
        "InputStream asInputStream()",
        "ReadableByteChannel asReadableChannel()",
        "Publisher asPublisher()",
        "long transferTo(PipeWriter, long) throws IOException",
        "void close()"
    };

    private static final String[] STREAM = {
        "static CompletionStage connect(SocketAddress)",
        "static CompletionStage connect(Transport, SocketAddress, ConnectionOptions)",
        "static ChunkedStream over(Connection)",
        "CompletionStage readLine()",
        "CompletionStage readUntil(byte[], boolean)",
        "CompletionStage read(int)",
        "CompletionStage readExactly(int)",
        "CompletionStage write(byte[])",
        "CompletionStage write(ByteBuffer)",
        "CompletionStage write(Bytes)",
        "CompletionStage writeAll(Iterable)",
        "Publisher lines()",
        "CompletionStage closeWrite()",
        "CompletionStage closeAsync()",
        "void close()",
        "SocketAddress localAddress()",
        "SocketAddress remoteAddress()",
        "Connection connection()",
        "BlockingStream blocking()"
    };

    private static final String[] BLOCKING_STREAM = {
        "String readLine() throws IOException",
        "byte[] readUntil(byte[], boolean) throws IOException",
        "byte[] read(int) throws IOException",
        "byte[] readExactly(int) throws IOException",
        "void write(byte[]) throws IOException",
        "void write(ByteBuffer) throws IOException",
        "void write(Bytes) throws IOException",
        "void writeAll(Iterable) throws IOException",
        "void flush() throws IOException",
        "Stream lines()",
        "void closeWrite() throws IOException",
        "void close() throws IOException",
        "InputStream asInputStream()",
        "OutputStream asOutputStream()",
        "SocketAddress localAddress()",
        "SocketAddress remoteAddress()",
        "Connection connection()"
    };

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
                pinned(Pipe.class, List.of(), PIPE),
                pinned(PipeWriter.class, List.of(), WRITER),
                pinned(PipeReader.class, List.of(), READER),
                pinned(ChunkedStream.class, List.of(), STREAM),
                pinned(BlockingStream.class, List.of(), BLOCKING_STREAM),
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
