/** Pipes, byte runs, chunk pools, transports and streams. */
@NullMarked
package chunkedbuffer.api;

import org.jspecify.annotations.NullMarked;
