package chunkedbuffer.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between a client and a server, passes on what they say, and does to it what a {@link Fault} says. Plain blocking sockets; one
 * thread accepts, two carry each conversation.
 */
final class FaultProxy implements AutoCloseable {

    private final ServerSocketChannel listening;
    private final SocketAddress server;
    private final Thread accepting;
    private final Queue<Carrier> carriers = new ConcurrentLinkedQueue<>();
    private volatile Fault fault = Fault.NONE;
    private volatile Weather weather = Weather.fine();
    private volatile IOException failure;

    FaultProxy(SocketAddress server) throws IOException {
        this.server = server;
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        accepting = new Thread(this::accept, "fault-proxy");
        accepting.start();
    }

    SocketAddress address() throws IOException {
        return listening.getLocalAddress();
    }

    /** For the next conversation. */
    void prepare(Fault next, Weather nextWeather) throws InterruptedException {
        cut();
        fault = next;
        weather = nextWeather;
    }

    /** Ends what is left of the conversation, on both sides. */
    void cut() throws InterruptedException {
        for (Carrier carrier = carriers.poll(); carrier != null; carrier = carriers.poll()) {
            carrier.close();
        }
    }

    /** Lets go on what was stalled. */
    void lift() {
        carriers.forEach(Carrier::lift);
    }

    /** Whether the fault of the conversation that was prepared last has happened. */
    boolean struck() {
        return carriers.stream().anyMatch(Carrier::struck);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                Carrier carrier = new Carrier(client, SocketChannel.open(server), fault, weather);
                carriers.add(carrier);
                carrier.start();
            }
        } catch (AsynchronousCloseException e) {
            return; // by close()
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws Exception {
        listening.close();
        accepting.join();
        cut();
        if (failure != null) {
            throw failure;
        }
    }
}
