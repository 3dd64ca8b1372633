/** The side of a process of its own: what it runs, and how it is told. */
@NullMarked
package chunkedbuffer.benchmarks.wire.station;

import org.jspecify.annotations.NullMarked;
