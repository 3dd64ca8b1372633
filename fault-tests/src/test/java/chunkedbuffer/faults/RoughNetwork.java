package chunkedbuffer.faults;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Conversations and a large echo over the loopback of a network namespace. A program for {@link RoughNetworkTest}. */
final class RoughNetwork {

    private RoughNetwork() {}

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[1]);
        int exchanges = Integer.parseInt(args[2]);
        try (ChunkPool pool = ChunkPool.create(ChunkPoolOptions.defaults());
                Transport transport = Transports.open(args[0])) {
            ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
            for (Conversation each : new Conversation[] {
                new LineConversation(seed, exchanges, 300), new RespConversation(seed, exchanges, 60_000)
            }) {
                hold(transport, options, each);
            }
            Patience.until(
                    () -> "all chunks are back: " + pool.stats(),
                    () -> pool.stats().inUse() == 0);
        }
        System.out.println("verified " + Conversation.VERIFIED);
    }

    private static void hold(Transport transport, ConnectionOptions options, Conversation conversation)
            throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Listener listener = Patience.get(transport.listen(any, options, conversation));
                Connection client = Patience.get(transport.connect(listener.localAddress(), options))) {
            conversation.speak(client, () -> {});
            Throwable failure = Patience.outcome("the connection is closed", client.closed());
            conversation.throwWhatWasWrong();
            if (failure != null) {
                throw new AssertionError(failure);
            }
        }
    }
}
