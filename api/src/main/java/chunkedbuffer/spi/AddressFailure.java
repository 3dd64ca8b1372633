package chunkedbuffer.spi;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/**
 * Turns what the system says about an address into an exception of the same kind that names the address, as {@link
 * chunkedbuffer.api.Transport} promises; for transports.
 */
public final class AddressFailure {

    private AddressFailure() {}

    /**
     * Why there is no connection.
     *
     * @param remote where to it was to be
     * @param cause what went wrong
     * @return an exception of the cause's kind, with that cause, whose message names the address; an {@link
     *     UnresolvedAddressException} becomes an {@link UnknownHostException}
     */
    public static IOException connecting(SocketAddress remote, Throwable cause) {
        return naming("Cannot connect to " + remote, cause);
    }

    /**
     * Why there is no listener.
     *
     * @param local where it was to be
     * @param cause what went wrong
     * @return an exception of the cause's kind, with that cause, whose message names the address; an {@link
     *     UnresolvedAddressException} becomes an {@link UnknownHostException}
     */
    public static IOException binding(SocketAddress local, Throwable cause) {
        return naming("Cannot listen on " + local, cause);
    }

    private static IOException naming(String what, Throwable cause) {
        IOException named;
        if (cause instanceof UnresolvedAddressException) {
            named = new UnknownHostException(what + ": the host name is not resolved");
        } else {
            String reason = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
            named = sameKind(what + ": " + reason, cause);
        }
        named.initCause(cause);
        return named;
    }

    private static IOException sameKind(String message, Throwable cause) {
        if (cause instanceof ConnectException) {
            return new ConnectException(message);
        }
        if (cause instanceof BindException) {
            return new BindException(message);
        }
        if (cause instanceof NoRouteToHostException) {
            return new NoRouteToHostException(message);
        }
        if (cause instanceof SocketTimeoutException) {
            return new SocketTimeoutException(message);
        }
        return cause instanceof SocketException ? new SocketException(message) : new IOException(message);
    }
}
