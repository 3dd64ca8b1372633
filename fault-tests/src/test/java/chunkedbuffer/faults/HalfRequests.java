package chunkedbuffer.faults;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Clients in a process of their own: so many connect to a port, send half a request, and stay until the end of the input. */
final class HalfRequests {

    static final String HALF = "GET /index.ht";

    private HalfRequests() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        int many = Integer.parseInt(args[1]);
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            SocketChannel client = SocketChannel.open(server);
            FaultSuite.send(client, HALF);
            clients.add(client);
        }
        System.out.println("sent");
        while (System.in.read() >= 0) {}
        for (SocketChannel client : clients) {
            client.close();
        }
    }
}
