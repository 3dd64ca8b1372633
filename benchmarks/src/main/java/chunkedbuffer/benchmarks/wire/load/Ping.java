package chunkedbuffer.benchmarks.wire.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that send a message and wait for it to come back, again and again: a blocking one alone, several on a selector.
 * Others may stay idle meanwhile.
 */
final class Ping implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer message = ByteBuffer.allocateDirect(Message.SIZE);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Message.SIZE);

    private static final class Trip {
        long start;
        int missing;
    }

    static InetSocketAddress server(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    /** Opens as many, each of which has sent a message and got it back. */
    void open(String port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server(port));
            channels.add(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0); // so many ports would have to rest otherwise
            roundTrip(channel);
        }
    }

    private void roundTrip(SocketChannel channel) throws IOException {
        message.clear();
        while (message.hasRemaining()) {
            channel.write(message);
        }
        answer.clear();
        while (answer.hasRemaining()) {
            if (channel.read(answer) < 0) {
                throw new EOFException("The server closed a connection");
            }
        }
    }

    /** The first so many of the open ones, for so long. */
    Latencies play(int active, long nanos) throws IOException {
        return active == 1 ? alone(nanos) : together(active, nanos);
    }

    private Latencies alone(long nanos) throws IOException {
        Latencies latencies = new Latencies();
        SocketChannel channel = channels.get(0);
        long begin = System.nanoTime();
        for (long before = begin; before - begin < nanos; ) {
            roundTrip(channel);
            long now = System.nanoTime();
            latencies.add(now - before);
            before = now;
        }
        return latencies;
    }

    private Latencies together(int active, long nanos) throws IOException {
        Latencies latencies = new Latencies();
        try (Selector selector = Selector.open()) {
            long begin = System.nanoTime();
            for (SocketChannel channel : channels.subList(0, active)) {
                channel.configureBlocking(false);
                Trip trip = new Trip();
                send(channel, trip);
                channel.register(selector, SelectionKey.OP_READ, trip);
            }
            int flying = active;
            while (flying > 0) {
                boolean goOn = System.nanoTime() - begin < nanos;
                int[] landed = new int[1];
                selector.select(key -> landed[0] += receive(key, latencies, goOn));
                flying -= landed[0];
            }
        }
        for (SocketChannel channel : channels.subList(0, active)) {
            channel.configureBlocking(true);
        }
        return latencies;
    }

    private void send(SocketChannel channel, Trip trip) throws IOException {
        trip.start = System.nanoTime();
        trip.missing = Message.SIZE;
        if (channel.write(message.clear()) < Message.SIZE) {
            throw new IOException("A socket without anything in it does not take " + Message.SIZE + " bytes");
        }
    }

    /** One that has come back and is not sent again. */
    private int receive(SelectionKey key, Latencies latencies, boolean goOn) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            Trip trip = (Trip) key.attachment();
            int count = channel.read(answer.clear().limit(trip.missing));
            if (count < 0) {
                throw new EOFException("The server closed a connection");
            }
            trip.missing -= count;
            if (trip.missing > 0) {
                return 0;
            }
            latencies.add(System.nanoTime() - trip.start);
            if (goOn) {
                send(channel, trip);
                return 0;
            }
            return 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        channels.clear();
    }
}
