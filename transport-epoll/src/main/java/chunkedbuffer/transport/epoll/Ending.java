package chunkedbuffer.transport.epoll;

import org.jspecify.annotations.Nullable;

/**
 * How a connection's socket ends.
 *
 * @param cause what the writer of the output learns, if anything
 * @param stops whether the output ends with it; not if that has ended already
 * @param releases whether what the writer has not flushed is given back as well
 * @param reset whether the peer gets a reset
 */
record Ending(@Nullable Throwable cause, boolean stops, boolean releases, boolean reset) {}
