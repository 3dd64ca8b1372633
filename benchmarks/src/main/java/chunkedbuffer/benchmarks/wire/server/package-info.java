/** The servers, each in its library's own way, with one loop and the same answers. */
@NullMarked
package chunkedbuffer.benchmarks.wire.server;

import org.jspecify.annotations.NullMarked;
