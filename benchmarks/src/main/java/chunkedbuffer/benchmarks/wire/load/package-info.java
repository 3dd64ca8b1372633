/** The clients that make load, and those that are measured themselves. */
@NullMarked
package chunkedbuffer.benchmarks.wire.load;

import org.jspecify.annotations.NullMarked;
