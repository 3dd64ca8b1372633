package chunkedbuffer.transport.epoll;

import io.netty.channel.epoll.Epoll;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Netty's native library is there and works: asked once, when this class is initialized. */
final class NativeEpoll {

    private static final Logger LOG = LoggerFactory.getLogger(NativeEpoll.class);

    private static final @Nullable String UNAVAILABLE = ask();

    private NativeEpoll() {}

    /** Why the transport does not work here and what it needs, or {@code null} if it does. */
    static @Nullable String unavailable() {
        return UNAVAILABLE;
    }

    private static @Nullable String ask() {
        Throwable cause;
        try {
            cause = Epoll.unavailabilityCause();
        } catch (LinkageError | RuntimeException e) { // Netty itself is missing, or is another one
            cause = e;
        }
        if (cause == null) {
            return null;
        }
        String reason =
                innermost(cause) + ". It needs Linux and, on the path, the jar netty-transport-native-epoll for this"
                        + " processor; on the module path also --add-modules with the module in that jar";
        LOG.info("The transport epoll does not work here: {}", reason);
        LOG.debug("Why the transport epoll does not work here", cause);
        return reason;
    }

    /** The outer ones say only that something else could not be loaded. */
    private static Throwable innermost(Throwable cause) {
        Throwable innermost = cause;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
