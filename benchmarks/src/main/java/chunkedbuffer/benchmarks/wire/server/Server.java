package chunkedbuffer.benchmarks.wire.server;

import chunkedbuffer.benchmarks.wire.station.Task;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server that listens when it is told to, and does so until its process ends. */
abstract class Server implements Task {
    @Override
    public final String run(String[] command) throws Exception {
        if (!command[0].equals("listen")) {
            throw new IllegalArgumentException(command[0] + " is unknown to a server, it can listen PORT");
        }
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(command[1])));
        return "";
    }

    /** Returns when clients can connect. */
    abstract void listen(InetSocketAddress address) throws Exception;
}
