package chunkedbuffer.examples.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Transport;
import chunkedbuffer.examples.server.RawClient;
import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.Transports;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, and the real one beside it: both are told the same and must say the same. */
@ParameterizedClass
@MethodSource(Transports.ALL)
@ExtendWith(NothingLeaked.class)
class RespServerTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    @TempDir
    private static Path folder;

    private static RedisServer real;

    @Parameter
    private String name;

    private RespServer server;
    private Transport transport;

    @BeforeAll
    static void startReal() throws Exception {
        System.out.println("-Dchunkedbuffer.seed=" + SEED);
        real = RedisServer.start(folder);
    }

    @AfterAll
    static void stopReal() throws Exception {
        if (real != null) {
            real.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        transport = Transport.open(name);
        server = RespServer.start(ServerOptions.onLoopback(0).withTransport(name));
        try (RespClient client = RespClient.connect(transport, real.tcp())) {
            client.call("FLUSHALL");
        }
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    /** Each ends its connection, by itself or because it is wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING\r\nQUIT\r\n",
                "ping\nQuIt\n",
                "\r\n\r\n  \r\nPING\r\nQUIT\r\n",
                "PING hello\r\n  ECHO\t'a b' \r\nECHO \"\\x41\\n\\\"\\y\"\r\nECHO 'it\\'s'\r\nECHO a\"b c\"\r\nQUIT\r\n",
                "ECHO \"\"\r\nSET '' \"\"\r\nGET ''\r\nDEL ''\r\nQUIT\r\n",
                "ECHO \"a b\" x\r\nDEL \"a\" b c d e f g h i j k l m n\r\nECHO a\u000bb\r\n\u000b\fPING\u000b\r\nQUIT\r\n",
                "QUIT x y\r\nPING\r\n",
                "SET a b\r\nFLUSHALL foo\r\nDBSIZE\r\nFLUSHALL async\r\nDBSIZE\r\nFLUSHALL SYNC\r\nQUIT\r\n",
                "ECHO \"open\r\nPING\r\n",
                "ECHO 'a'b\r\nPING\r\n",
                "*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\n*0\r\n*-5\r\n*1\r\n$4\r\nQUIT\r\n",
                "SET a 1\r\nGET a\r\nINCR a\r\nINCR a\r\nGET a\r\nDEL a a b\r\nGET a\r\nINCR a\r\nDEL a\r\nQUIT\r\n",
                "SET a 9223372036854775806\r\nINCR a\r\nINCR a\r\nGET a\r\nQUIT\r\n",
                "SET a -9223372036854775808\r\nINCR a\r\nGET a\r\nSET a -1\r\nINCR a\r\nQUIT\r\n",
                "SET a x\r\nINCR a\r\nSET a 01\r\nINCR a\r\nSET a ''\r\nINCR a\r\nSET a 9223372036854775808\r\nINCR a\r\nQUIT\r\n",
                "GET\r\nGET a b\r\nSET a\r\nSET\r\nDEL\r\nINCR\r\nECHO\r\nPING a b\r\nINCR a b\r\nQUIT\r\n",
                "SET a b c\r\nGET a\r\nQUIT\r\n",
                "NOSUCH\r\nnosuch a 'b c'\r\nNOSUCHCOMMANDWITHALONGNAME x\r\nQUIT\r\n",
                "SELECT 0\r\nDBSIZE\r\nSET a b\r\nDBSIZE\r\nFLUSHALL\r\nDBSIZE\r\nQUIT\r\n",
                "SELECT 1x\r\nSELECT 00\r\nSELECT ''\r\nSELECT -1\r\nSELECT 16\r\nSELECT\r\nSELECT 0 0\r\nQUIT\r\n",
                "SELECT 2147483647\r\nSELECT 2147483648\r\nSELECT -2147483649\r\nSELECT 9223372036854775808\r\nQUIT\r\n",
                "CONFIG GET save\r\nCONFIG GET appendonly\r\nCONFIG GET nosuch\r\nQUIT\r\n",
                "CONFIG GET SAVE\r\nconfig get \"appendONLY\"\r\nQUIT\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\n\r\nPING\r\n",
                "hOSt: localhost\r\nPING\r\n",
                "*x\r\n",
                "*\r\n",
                "*01\r\n",
                "*1.5\r\n",
                "*2147483648\r\n",
                "*99999999999999999999999\r\n",
                "*1\r\nx\r\n",
                "*1\r\n+PING\r\n",
                "*1\r\n$x\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$\r\n",
                "*1\r\n$629145600\r\n",
                "*1\r\n$99999999999999999999999\r\n",
                "*2\r\n$3\r\nGET\r\n:1\r\n",
                "PING\r\n*1\r\n$4\r\nPING\r\n*1\r\n?\r\n*1\r\n$4\r\nPING\r\n"
            })
    void itSaysWhatRedisSays(String conversation) throws Exception {
        assertEquals(replies(real.tcp().getPort(), conversation), replies(server.port(), conversation));
    }

    @Test
    void itSaysWhatRedisSaysToATooLongLine() throws Exception {
        itSaysWhatRedisSays("PING " + "x".repeat(70_000));
    }

    private static String replies(int port, String conversation) throws Exception {
        try (RawClient client = new RawClient(port)) {
            client.send(conversation);
            return client.readAll();
        }
    }

    @Test
    void itRepliesAsRedisDoesToAnything() throws Exception {
        Random random = new Random(SEED);
        try (RespClient ours = connect();
                RespClient theirs = RespClient.connect(transport, real.tcp())) {
            for (int round = 0; round < 50; round++) {
                List<Object[]> commands = new ArrayList<>();
                for (int i = random.nextInt(40); i >= 0; i--) {
                    commands.add(command(random));
                }
                List<Object> expected = theirs.pipeline(commands);
                List<Object> actual = ours.pipeline(commands);
                for (int i = 0; i < expected.size(); i++) {
                    String which = round + ", " + i + ": " + commands.get(i)[0];
                    if (expected.get(i) instanceof byte[] bytes) {
                        assertArrayEquals(bytes, (byte[]) actual.get(i), which);
                    } else {
                        assertEquals(expected.get(i), actual.get(i), which);
                    }
                }
            }
        }
    }

    private static Object[] command(Random random) {
        String key = "key" + random.nextInt(5);
        return switch (random.nextInt(6)) {
            case 0 -> new Object[] {"SET", key, Integer.toString(random.nextInt())};
            case 1 -> {
                byte[] value = new byte[random.nextInt(4) == 0 ? random.nextInt(100_000) : random.nextInt(50)];
                random.nextBytes(value);
                yield new Object[] {"set", key, value};
            }
            case 2 -> new Object[] {"INCR", key};
            case 3 -> new Object[] {"DEL", key, "key" + random.nextInt(5)};
            case 4 -> new Object[] {"DBSIZE"};
            default -> new Object[] {"GET", key};
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Entry.SHARED - 1, Entry.SHARED, RespServer.MAX_CHUNK, 1_000_000, 15_000_000})
    void aValueOfAnySizeComesBack(int size) throws Exception {
        byte[] value = new byte[size];
        new Random(SEED).nextBytes(value);
        try (RespClient client = connect()) {
            assertEquals("OK", client.call("SET", "before", "1"));
            assertEquals("OK", client.call("SET", "key", value));
            assertEquals("OK", client.call("SET", "after", "2"));
            assertArrayEquals(value, (byte[]) client.call("GET", "key"));
            try (Bytes taken = client.take("GET", "key")) {
                assertEquals(size, taken.length());
            }
            assertArrayEquals(value, (byte[]) client.call("ECHO", value));
        }
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsThere() throws Exception {
        String error = "-ERR Protocol error: invalid bulk length\r\n";
        assertEquals(error, replies(server.port(), "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$16777216\r\n"));
        assertEquals(error, replies(server.port(), "*3\r\n$3\r\nSET\r\n$8\r\n12345678\r\n$16777200\r\n"));
        assertEquals("-ERR Protocol error: invalid multibulk length\r\n", replies(server.port(), "*1025\r\n"));
        assertEquals(
                "-ERR Protocol error: too many words in inline request\r\n",
                replies(server.port(), "a ".repeat(1025) + "\r\n"));
    }

    @Test
    void aLargeValueKeepsItsChunksUntilItGoes(PoolProbe pools) throws Exception {
        ChunkPool pool = pools.create();
        ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
        try (RespServer other = RespServer.start(ServerOptions.onLoopback(0).withTransport(name), options);
                RespClient client = RespClient.connect(transport, new InetSocketAddress("127.0.0.1", other.port()))) {
            byte[] large = new byte[1_000_000];
            Arrays.fill(large, (byte) 'x');
            client.call("SET", "a", large);
            long kept = pool.stats().inUseBytes();
            assertTrue(kept >= large.length && kept < 2 * large.length, kept + " bytes are kept");
            client.call("SET", "b", large);
            assertArrayEquals(large, (byte[]) client.call("GET", "a"));
            client.call("SET", "a", "small");
            client.call("DEL", "b");
            assertNull(client.call("GET", "b"));
            awaitNoneInUse(pool);
            client.call("SET", "a", large); // goes with the server
        }
    }

    /** The last reply may be on its way yet. */
    private static void awaitNoneInUse(ChunkPool pool) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (pool.stats().inUse() > 0) {
            assertTrue(System.nanoTime() < deadline, () -> "still in use: " + pool.stats());
            Thread.onSpinWait();
        }
    }

    @Test
    void aClientThatDoesNotReadIsNotReadEither() throws Exception {
        byte[] value = new byte[100_000];
        List<Object[]> commands = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            commands.add(new Object[] {"GET", "key"});
        }
        try (RespClient client = connect()) {
            client.call("SET", "key", value);
            assertEquals(1000, client.pipeline(commands).size());
        }
        StringBuilder gets = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            gets.append("GET key\r\n");
        }
        try (RawClient client = new RawClient(server.port())) {
            client.send(gets.toString()); // and goes away without having read
        }
    }

    @Test
    void whatABrowserIsMadeToSendIsNotCarriedOut() throws Exception {
        assertEquals("", replies(server.port(), "POST / HTTP/1.1\r\nPING\r\n"));
        assertEquals("", replies(server.port(), "hOST: localhost\r\nPING\r\n"));
        assertEquals("+PONG\r\n", replies(server.port(), "PING\r\npost / HTTP/1.1\r\nPING\r\n"));
    }

    @Test
    void manyWordsInQuotesAreReadAndKeepNoChunk(PoolProbe pools) throws Exception {
        ChunkPool pool = pools.create();
        ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
        int words = CommandReader.MAX_ARGUMENTS - 1;
        StringBuilder line = new StringBuilder("DEL");
        for (int i = 0; i < words; i++) {
            line.append(" \"").append("word ").append(i).append(" of many, with its \\x6eumber\"");
        }
        assertTrue(line.length() < CommandReader.MAX_INLINE, line.length() + " bytes");
        try (RespServer other = RespServer.start(ServerOptions.onLoopback(0).withTransport(name), options);
                RawClient client = new RawClient(other.port())) {
            client.send("SET \"word 0 of many, with its number\" a\r\nSET \"word " + (words - 1)
                    + " of many, with its number\" b\r\n" + line + "\r\nDBSIZE\r\n");
            assertEquals("+OK\r\n+OK\r\n:2\r\n:0\r\n", client.readTo(":0\r\n"));
            awaitNoneInUse(pool);
        }
    }

    @Test
    void anUnknownCommandIsShownInPart() throws Exception {
        String reply = replies(server.port(), "x".repeat(1000) + " " + "y ".repeat(1000) + "\r\nQUIT\r\n");

        assertTrue(reply.startsWith("-ERR unknown command 'xxx") && reply.length() < 500, reply);
    }

    @Test
    void theEndOfTheStreamInTheMiddleOfACommandIsNoFailure() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send("PING\r\n*2\r\n$4\r\nEC");
            client.end();
            assertEquals("+PONG\r\n", client.readAll());
        }
    }

    private RespClient connect() throws Exception {
        return RespClient.connect(transport, new InetSocketAddress("127.0.0.1", server.port()));
    }
}
