package chunkedbuffer.soak;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A transport and a pool, a server on them, and clients. */
final class World implements AutoCloseable {

    private static final int CLIENTS = 2;

    final String name;
    final ChunkPool pool;
    private final Transport transport;
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    World(String transportName, String poolName, long seed, Findings findings) throws Exception {
        name = transportName + ", " + poolName;
        pool = ChunkPool.create(poolName, ChunkPoolOptions.defaults());
        transport = Transport.open(
                TransportOptions.builder().name(transportName).threads(1).build());
        ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
        Listener listener = transport
                .listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        options,
                        connection -> new Session(connection, findings).start())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(transport, listener.localAddress(), options, seed + i, findings);
            clients.add(client);
            threads.add(new Thread(client, "soak " + name + " " + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void stop() throws InterruptedException {
        clients.forEach(Client::stop);
        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(2));
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + " does not end: " + List.of(thread.getStackTrace()));
            }
        }
    }

    @Override
    public void close() {
        transport.close();
        pool.close();
    }
}
