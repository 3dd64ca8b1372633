/**
 * TCP and Unix-domain sockets on Netty's native epoll, on Linux.
 *
 * <p>The module of the native library, such as {@code io.netty.transport.epoll.linux.x86_64}, is required by nobody: name it with
 * {@code --add-modules}. On newer Java versions add {@code --enable-native-access=io.netty.common}.
 */
module chunkedbuffer.transport.epoll {
    requires transitive chunkedbuffer.api;
    requires transitive io.netty.transport;
    requires io.netty.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports chunkedbuffer.transport.epoll;

    provides chunkedbuffer.spi.TransportProvider with
            chunkedbuffer.transport.epoll.EpollTransportProvider;
}
