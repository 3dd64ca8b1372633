package chunkedbuffer.faults;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Connects to itself until there is no descriptor left, which happens while it connects and while it accepts; then gives them back and
 * goes on. A program for a process that has few: see {@link ScarcityTest}.
 */
final class FewDescriptors {

    private FewDescriptors() {}

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    public static void main(String[] args) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ConnectionOptions options = ConnectionOptions.defaults();
        try (Transport transport = Transports.open(args[0])) {
            Listener listener = Patience.get(transport.listen(any, options, Echo::serve));
            FaultSuite.assertServesOthers(transport, options); // what is needed later is loaded now
            loadWhatFails(transport);
            Map<String, Integer> before = DescriptorsKept.byKind();
            for (int round = 0; round < 2; round++) {
                List<Connection> open = new ArrayList<>();
                Throwable failure = null;
                while (failure == null) {
                    var connecting = transport.connect(listener.localAddress(), options);
                    failure = Patience.outcome("the attempt ends", connecting);
                    if (failure == null) {
                        open.add(Patience.get(connecting));
                    } else if (!failure.getMessage()
                                    .contains(listener.localAddress().toString())
                            || !failure.getMessage().contains("Too many open files")) {
                        throw new AssertionError("fails with something else", failure);
                    }
                }
                System.out.println("opened " + open.size());
                for (Connection each : open) {
                    each.close();
                }
                for (Connection each : open) {
                    Patience.get(each.closed());
                }
                // Those that waited to be accepted have closed by now, and go as soon as they are accepted.
                Patience.until(
                        () -> "descriptors are gone: " + before + ", now " + DescriptorsKept.byKind(),
                        () -> DescriptorsKept.byKind().equals(before));
                serveAgain(transport, options);
            }
            listener.close();
        }
        System.out.println("survived");
    }

    /** Those that wait to be accepted, and are closed already, may still take the last descriptors for a moment. */
    private static void serveAgain(Transport transport, ConnectionOptions options) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                FaultSuite.assertServesOthers(transport, options);
                return;
            } catch (ExecutionException e) {
                if (!e.toString().contains("Too many open files") || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw e;
                }
            }
        }
    }

    private static void loadWhatFails(Transport transport) throws Exception {
        InetSocketAddress nobody;
        try (var server = java.nio.channels.ServerSocketChannel.open()) {
            nobody = (InetSocketAddress) server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .getLocalAddress();
        }
        if (Patience.outcome("refused", transport.connect(nobody)) == null) {
            throw new AssertionError("connected to nobody");
        }
    }
}
