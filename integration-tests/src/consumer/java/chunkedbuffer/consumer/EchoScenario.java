package chunkedbuffer.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/** Sends bytes through an echo server, and compares what comes back. */
final class EchoScenario {
    private static final long SEED = 20_260_101;

    private EchoScenario() {}

    static void tcp() throws Exception {
        echo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static void unix() throws Exception {
        Path folder = Files.createTempDirectory("cb");
        try {
            echo(UnixDomainSocketAddress.of(folder.resolve("s")));
        } finally {
            // Fails where the listener left its socket file behind.
            Files.delete(folder);
        }
    }

    private static void echo(SocketAddress local) throws Exception {
        try (Transport transport = Transport.open();
                Listener listener = await(transport.listen(local, EchoScenario::serve))) {
            try (ChunkedStream stream =
                    await(ChunkedStream.connect(transport, listener.localAddress(), ConnectionOptions.defaults()))) {
                exchange(stream);
            }
            ChunkPool pool = ChunkPool.shared();
            Main.check(pool.stats().acquired() > 0, "the memory comes from the shared pool");
            System.out.println("carried by " + transport.name() + ", in the " + pool);
        }
    }

    /** Through the transport that {@code connect(SocketAddress)} opens by itself; it must not keep the process alive. */
    static void defaultTransport() throws Exception {
        try (Transport transport = Transport.open();
                Listener listener = await(transport.listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), EchoScenario::serve));
                ChunkedStream stream = await(ChunkedStream.connect(listener.localAddress()))) {
            exchange(stream);
        }
    }

    private static void exchange(ChunkedStream stream) throws Exception {
        await(stream.write("hello\r\n".getBytes(UTF_8)));
        Main.check("hello".equals(await(stream.readLine())), "the line");

        byte[] sent = new byte[1 << 20];
        new Random(SEED).nextBytes(sent);
        CompletionStage<Void> written = stream.write(sent);
        byte[] received = await(stream.readExactly(sent.length));
        await(written);
        Main.check(Arrays.equals(sent, received), "a mebibyte, echoed");

        await(stream.closeWrite());
        Main.check(await(stream.read(-1)).length == 0, "the end");
    }

    static void serve(Connection connection) {
        PipeReader input = connection.input();
        PipeWriter output = connection.output();
        input.onReadable(() -> {
            try {
                input.transferTo(output, -1);
                output.flush();
                if (input.isExhausted()) {
                    output.eof();
                }
            } catch (IOException failure) {
                output.eof(failure);
            }
        });
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }
}
