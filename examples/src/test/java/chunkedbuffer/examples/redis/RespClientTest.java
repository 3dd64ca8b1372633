package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Transport;
import chunkedbuffer.tck.NothingLeaked;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against a real server, over both kinds of socket. */
@ExtendWith(NothingLeaked.class)
class RespClientTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    @TempDir
    private static Path folder;

    private static RedisServer server;
    private static Transport transport;

    enum Socket {
        TCP,
        UNIX;

        SocketAddress of(RedisServer server) {
            return this == TCP ? server.tcp() : server.unix();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        System.out.println("-Dchunkedbuffer.seed=" + SEED);
        server = RedisServer.start(folder);
        transport = Transport.open();
    }

    @AfterAll
    static void stop() throws Exception {
        if (transport != null) {
            transport.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() throws Exception {
        try (RespClient client = connect(Socket.TCP)) {
            assertEquals("OK", client.call("FLUSHALL"));
        }
    }

    static Stream<Arguments> sizes() {
        return Stream.of(0, 1, 2, 2047, 4095, 4096, 65_535, 65_536, 65_537, 1 << 20, 8 << 20)
                .flatMap(size -> Stream.of(Arguments.of(Socket.TCP, size), Arguments.of(Socket.UNIX, size)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aValueComesBackAsItWasSet(Socket socket, int size) throws Exception {
        byte[] value = new byte[size];
        new Random(SEED).nextBytes(value);
        try (RespClient client = connect(socket)) {
            assertEquals("OK", client.call("SET", "key", value));

            assertArrayEquals(value, (byte[]) client.call("GET", "key"));
            assertEquals((long) size, client.call("STRLEN", "key"));
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aValueIsTakenAndSetAgainWithoutACopy(Socket socket, int size) throws Exception {
        byte[] value = new byte[size];
        new Random(SEED).nextBytes(value);
        try (RespClient client = connect(socket)) {
            client.call("SET", "key", value);
            try (Bytes taken = client.take("GET", "key")) {
                assertNotNull(taken);
                assertTrue(taken.contentEquals(value));
                client.call("SET", "copy", taken);
            }

            assertArrayEquals(value, (byte[]) client.call("GET", "copy"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandCommandsInOnePipeline(Socket socket) throws Exception {
        List<Object[]> commands = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 1; i <= 2_500; i++) {
            commands.add(new Object[] {"SET", "key" + i, "value" + i});
            expected.add("OK");
            commands.add(new Object[] {"INCR", "counter"});
            expected.add((long) i);
            commands.add(new Object[] {"GET", "key" + i});
            expected.add("value" + i);
            commands.add(new Object[] {"GET", "nothing"});
            expected.add(null);
        }
        try (RespClient client = connect(socket)) {
            List<Object> replies = client.pipeline(commands);

            assertEquals(
                    expected, replies.stream().map(RespClientTest::readable).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPipelineWhoseRepliesAreFarLargerThanAnyBuffer(Socket socket) throws Exception {
        byte[] value = new byte[1 << 20];
        new Random(SEED).nextBytes(value);
        List<Object[]> commands = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            commands.add(new Object[] {"SETRANGE", "key", 0, value});
            commands.add(new Object[] {"GET", "key"});
        }
        try (RespClient client = connect(socket)) {
            List<Object> replies = client.pipeline(commands);

            assertEquals(64, replies.size());
            for (int i = 0; i < 64; i += 2) {
                assertEquals((long) value.length, replies.get(i));
                assertArrayEquals(value, (byte[]) replies.get(i + 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsThrownByACallAndLeavesTheClientUsable(Socket socket) throws Exception {
        try (RespClient client = connect(socket)) {
            RespException unknown = assertThrows(RespException.class, () -> client.call("NONSENSE", "x"));
            assertTrue(unknown.getMessage().startsWith("ERR unknown command"), unknown::getMessage);
            client.call("SET", "key", "text");
            RespException wrongType = assertThrows(RespException.class, () -> client.take("LRANGE", "key", 0, -1));
            assertTrue(wrongType.getMessage().startsWith("WRONGTYPE"), wrongType::getMessage);

            assertEquals("PONG", client.call("PING"));
        }
    }

    @Test
    void anErrorWithinAPipelineIsAValue() throws Exception {
        try (RespClient client = connect(Socket.TCP)) {
            List<Object> replies = client.pipeline(List.of(
                    new Object[] {"SET", "key", "text"},
                    new Object[] {"INCR", "key"},
                    new Object[] {"GET", "key"},
                    new Object[] {"NONSENSE"},
                    new Object[] {"PING"}));

            assertEquals("OK", replies.get(0));
            assertTrue(assertInstanceOf(RespError.class, replies.get(1))
                    .message()
                    .startsWith("ERR value is not an integer"));
            assertEquals("text", readable(replies.get(2)));
            assertInstanceOf(RespError.class, replies.get(3));
            assertEquals("PONG", replies.get(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void arraysNestWithEveryKindOfValueInThem(Socket socket) throws Exception {
        String script =
                "return {1, {-2, {'deep', redis.error_reply('BAD thing')}}, false, '', redis.status_reply('FINE'), {}}";
        try (RespClient client = connect(socket)) {
            List<Object> expected = new ArrayList<>(List.of(
                    1L, List.of(-2L, List.of("deep", new RespError("BAD thing"))), "null", "", "FINE", List.of()));
            expected.set(2, null);

            assertEquals(expected, readable(client.call("EVAL", script, 0)));
        }
    }

    @Test
    void aTransactionRepliesWithItsErrorsInPlace() throws Exception {
        try (RespClient client = connect(Socket.TCP)) {
            client.call("SET", "key", "text");
            client.call("MULTI");
            assertEquals("QUEUED", client.call("INCR", "key"));
            client.call("APPEND", "key", "s");
            List<?> replies = assertInstanceOf(List.class, client.call("EXEC"));

            assertInstanceOf(RespError.class, replies.get(0));
            assertEquals(5L, replies.get(1));
        }
    }

    @Test
    void anAbortedTransactionIsANullArray() throws Exception {
        try (RespClient client = connect(Socket.TCP);
                RespClient other = connect(Socket.UNIX)) {
            client.call("WATCH", "key");
            other.call("SET", "key", "theirs");
            client.call("MULTI");
            client.call("SET", "key", "mine");

            assertNull(client.call("EXEC"));
        }
    }

    @Test
    void streamsAreArraysInArrays() throws Exception {
        try (RespClient client = connect(Socket.UNIX)) {
            client.call("XADD", "stream", "1-1", "name", "Ada", "born", 1815);
            client.call("XADD", "stream", "1-2", "name", "Zoë");

            assertEquals(
                    List.of(
                            List.of("1-1", List.of("name", "Ada", "born", "1815")),
                            List.of("1-2", List.of("name", "Zoë"))),
                    readable(client.call("XRANGE", "stream", "-", "+")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsKilledFailsTheCallThatWaitsAndEachLaterOne(Socket socket, @TempDir Path other) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (RedisServer victim = RedisServer.start(other);
                RespClient client = RespClient.connect(transport, socket.of(victim));
                RespClient observer = RespClient.connect(transport, victim.tcp())) {
            Future<?> waits =
                    executor.submit(() -> assertThrows(IOException.class, () -> client.call("BLPOP", "empty", 0)));
            while (!((String) readable(observer.call("INFO", "clients"))).contains("blocked_clients:1")) {
                Thread.onSpinWait();
            }
            victim.kill();

            assertNotNull(waits.get(30, SECONDS));
            assertThrows(IOException.class, () -> client.call("PING"));
            assertThrows(
                    IOException.class, () -> client.pipeline(List.of(new Object[] {"PING"}, new Object[] {"PING"})));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void nobodyThereIsAnErrorThatNamesTheAddress() throws Exception {
        Path nowhere = folder.resolve("nowhere.sock");

        IOException refused = assertThrows(
                IOException.class, () -> RespClient.connect(transport, java.net.UnixDomainSocketAddress.of(nowhere)));

        assertTrue(refused.getMessage().contains(nowhere.toString()), refused::getMessage);
    }

    private static RespClient connect(Socket socket) throws Exception {
        return RespClient.connect(transport, socket.of(server));
    }

    /** Bulk strings as text, so that replies can be compared. */
    private static Object readable(Object reply) {
        if (reply instanceof byte[] bulk) {
            return new String(bulk, UTF_8);
        }
        if (reply instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(RespClientTest::readable).toList());
        }
        return reply;
    }
}
