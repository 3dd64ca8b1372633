package chunkedbuffer.faults;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The two sockets of one conversation through a {@link FaultProxy}, and a thread for each direction. */
final class Carrier {

    private final SocketChannel client;
    private final SocketChannel server;
    private final Fault fault;
    private final Weather weather;
    private final Thread requests;
    private final Thread replies;
    private final CountDownLatch lifted = new CountDownLatch(1);
    private volatile boolean struck;
    private volatile boolean closed;

    Carrier(SocketChannel client, SocketChannel server, Fault fault, Weather weather) throws IOException {
        this.client = client;
        this.server = server;
        this.fault = fault;
        this.weather = weather;
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true);
        requests = new Thread(() -> carry(client, server, Way.REQUESTS), "fault-proxy-requests");
        replies = new Thread(() -> carry(server, client, Way.REPLIES), "fault-proxy-replies");
    }

    void start() {
        requests.start();
        replies.start();
    }

    void lift() {
        lifted.countDown();
    }

    boolean struck() {
        return struck;
    }

    private void carry(SocketChannel from, SocketChannel to, Way way) {
        Random random = new Random(weather.seed() + way.ordinal());
        boolean mine = fault.kind() != Fault.Kind.NONE && fault.way() == way;
        boolean lost = false;
        int carried = 0;
        ByteBuffer memory = ByteBuffer.allocate(64 * 1024);
        try {
            while (from.read(memory.clear()) >= 0) {
                memory.flip();
                while (memory.hasRemaining() && !lost && !closed) {
                    if (mine && !struck && carried == fault.at()) {
                        lost = strike(to);
                        continue;
                    }
                    pause(random);
                    int length = Math.min(1 + random.nextInt(weather.mostAtOnce()), memory.remaining());
                    if (mine && !struck) {
                        length = Math.min(length, fault.at() - carried);
                    }
                    write(to, memory, length);
                    carried += length;
                    if (mine && !struck && carried == fault.at()) {
                        lost = strike(to);
                    }
                }
            }
            if (!lost && !closed) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            if (closed && e instanceof ClosedChannelException) {
                return; // this direction was shut while it wrote; the ends are closed with the proxy
            }
            reset(); // one end is gone in a rude way: the other end learns of it in the same way
        }
    }

    private static void write(SocketChannel to, ByteBuffer memory, int length) throws IOException {
        ByteBuffer piece = memory.slice(memory.position(), length);
        while (piece.hasRemaining()) {
            to.write(piece);
        }
        memory.position(memory.position() + length);
    }

    private void pause(Random random) {
        if (weather.longestDelayMicros() > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(weather.longestDelayMicros() + 1)));
        }
    }

    /** Returns whether what follows is lost. */
    private boolean strike(SocketChannel to) throws IOException {
        struck = true;
        switch (fault.kind()) {
            case RESET -> {
                reset();
                return true;
            }
            case END -> {
                to.shutdownOutput();
                return true;
            }
            case CLOSE -> {
                closed = true;
                client.shutdownOutput();
                server.shutdownOutput();
                return true;
            }
            case STALL -> {
                awaitLift();
                return false;
            }
            default -> {
                return true;
            }
        }
    }

    private void awaitLift() throws IOException {
        try {
            lifted.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void reset() {
        for (SocketChannel each : new SocketChannel[] {client, server}) {
            try {
                each.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                continue; // closed
            }
        }
        closeBoth();
    }

    private void closeBoth() {
        try {
            client.close();
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends both, and returns when its threads have ended. */
    void close() throws InterruptedException {
        closeBoth();
        lift();
        requests.join();
        replies.join();
    }
}
