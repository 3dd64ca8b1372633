/**
 * What users of the library work with: pipes, bytes, chunks and their pools, transports, connections and streams.
 *
 * <p>Interfaces, immutable options, value types and exceptions live here, and the look-up of implementations, which is
 * package-private. No implementation of a pipe, a pool or a transport does: those are found through {@link
 * chunkedbuffer.spi}. The only dependency at run time is SLF4J.
 */
@NullMarked
package chunkedbuffer.api;

import org.jspecify.annotations.NullMarked;
