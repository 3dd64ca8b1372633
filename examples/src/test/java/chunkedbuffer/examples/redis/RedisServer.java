package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real server in a process of its own, on a free port and on a Unix-domain socket; keeps nothing on disk. */
final class RedisServer implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Process process;
    private final InetSocketAddress tcp;
    private final UnixDomainSocketAddress unix;

    private RedisServer(Process process, InetSocketAddress tcp, UnixDomainSocketAddress unix) {
        this.process = process;
        this.tcp = tcp;
        this.unix = unix;
    }

    static RedisServer start(Path folder) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return start(folder, freePort());
            } catch (IllegalStateException portTaken) { // by somebody else, after it was found free
                if (attempt == ATTEMPTS) {
                    throw portTaken;
                }
            }
        }
    }

    private static RedisServer start(Path folder, InetSocketAddress address) throws Exception {
        Path socket = folder.resolve("redis.sock");
        Process process;
        try {
            process = new ProcessBuilder(
                            "redis-server",
                            "--bind",
                            address.getAddress().getHostAddress(),
                            "--port",
                            Integer.toString(address.getPort()),
                            "--unixsocket",
                            socket.toString(),
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--daemonize",
                            "no",
                            "--dir",
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "this test needs redis-server: install the package redis-server (apt-get install redis-server)",
                    missing);
        }
        try {
            awaitReady(process);
        } catch (Throwable failure) {
            process.destroyForcibly();
            throw failure;
        }
        return new RedisServer(process, address, UnixDomainSocketAddress.of(socket));
    }

    /** Reads the log to its end, so that the server never waits for it, and returns as soon as the server says it is ready. */
    private static void awaitReady(Process process) throws Exception {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        StringBuffer log = new StringBuffer();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = process.inputReader(UTF_8)) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            log.append(line).append('\n');
                            if (line.contains("eady to accept connections")) {
                                ready.complete(true);
                            }
                        }
                    } catch (IOException ended) {
                        log.append(ended);
                    }
                    ready.complete(false);
                },
                "redis-server log");
        reader.setDaemon(true);
        reader.start();
        if (!ready.get(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("redis-server did not start: " + log);
        }
    }

    private static InetSocketAddress freePort() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            return new InetSocketAddress(loopback, free.getLocalPort());
        }
    }

    InetSocketAddress tcp() {
        return tcp;
    }

    UnixDomainSocketAddress unix() {
        return unix;
    }

    /** Ends it in the middle of whatever it does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("redis-server does not end");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
