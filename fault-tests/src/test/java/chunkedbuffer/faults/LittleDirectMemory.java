package chunkedbuffer.faults;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A server whose clients send more than there is direct memory for, and whose handlers read nothing. A program for a process that has
 * little: see {@link ScarcityTest}.
 */
final class LittleDirectMemory {

    private LittleDirectMemory() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int failures = 0;
        try (ChunkPool pool = ChunkPool.create(ChunkPoolOptions.defaults());
                Transport transport = Transports.open(args[0])) {
            ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
            FaultSuite.assertServesOthers(transport, options);
            for (int round = 0; round < 2; round++) {
                FaultSuite.Accepted accepted = new FaultSuite.Accepted();
                Listener listener = Patience.get(transport.listen(any, options, accepted));
                List<SocketChannel> peers = new ArrayList<>();
                List<Connection> connections = new ArrayList<>();
                int failed = 0;
                for (int i = 0; i < 500 && failed == 0; i++) {
                    SocketChannel peer = SocketChannel.open(listener.localAddress());
                    peers.add(peer);
                    connections.add(accepted.next());
                    fill(peer, connections);
                    failed = count(connections);
                }
                if (failed == 0) {
                    throw new AssertionError("there was memory for all: " + pool.stats());
                }
                for (Connection each : connections) {
                    if (!each.isOpen()) {
                        Throwable failure = Patience.outcome("it is closed", each.closed());
                        if (!(failure instanceof OutOfMemoryError)
                                || each.input().failure() != failure) {
                            throw new AssertionError("failed with something else", failure);
                        }
                        failures++;
                    }
                    each.abort();
                    Patience.outcome("it is closed", each.closed());
                }
                connections.clear(); // a pipe that another thread has closed keeps its last memory alive
                for (SocketChannel each : peers) {
                    each.close();
                }
                listener.close();
                Patience.until(
                        () -> "all chunks are back: " + pool.stats(),
                        () -> pool.stats().inUse() == 0);
                FaultSuite.assertServesOthers(transport, options);
            }
        }
        System.out.println("survived " + failures);
    }

    /** Returns when the server has taken what it takes, or has cut somebody off. */
    private static void fill(SocketChannel peer, List<Connection> connections) throws IOException {
        Connection last = connections.get(connections.size() - 1);
        ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
        peer.configureBlocking(false);
        try {
            for (int i = 0; i < 8; i++) {
                peer.write(bytes.clear());
            }
        } catch (IOException e) {
            return; // cut off
        }
        Patience.until(
                () -> "it has read: " + last.input().length(),
                () -> last.input().length() >= 64 * 1024 || count(connections) > 0);
    }

    private static int count(List<Connection> connections) {
        return (int) connections.stream().filter(each -> !each.isOpen()).count();
    }
}
