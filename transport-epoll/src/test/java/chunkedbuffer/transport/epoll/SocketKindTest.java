package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketKindTest {

    @Test
    void aConnectionToTheWildcardAddressGoesToTheLoopbackOfItsFamily() throws IOException {
        assertEquals(
                new InetSocketAddress("127.0.0.1", 7), SocketKind.TCP.destination(new InetSocketAddress("0.0.0.0", 7)));
        assertEquals(new InetSocketAddress("::1", 7), SocketKind.TCP.destination(new InetSocketAddress("::", 7)));
    }

    @Test
    void anyOtherOneGoesWhereItSays() throws IOException {
        List<SocketAddress> others = List.of(
                new InetSocketAddress("127.0.0.2", 7),
                InetSocketAddress.createUnresolved("peer", 7),
                UnixDomainSocketAddress.of("/a"));
        for (SocketAddress other : others) {
            assertSame(other, SocketKind.of(other).destination(other));
        }
    }
}
