/** A client for Redis and a server like it, as examples of parsing a protocol in place. */
@NullMarked
package chunkedbuffer.examples.redis;

import org.jspecify.annotations.NullMarked;
