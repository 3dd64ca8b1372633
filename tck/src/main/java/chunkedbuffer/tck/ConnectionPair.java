package chunkedbuffer.tck;

import chunkedbuffer.api.Connection;

/**
 * The two ends of a connection.
 *
 * @param near one end
 * @param far the other: what is written to the one is read from the other
 */
public record ConnectionPair(Connection near, Connection far) {}
