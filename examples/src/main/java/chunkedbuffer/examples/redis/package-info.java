/** A client for Redis, as an example of parsing a protocol in place. */
@NullMarked
package chunkedbuffer.examples.redis;

import org.jspecify.annotations.NullMarked;
