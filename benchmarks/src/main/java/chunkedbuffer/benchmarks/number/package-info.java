/** Numbers parsed out of a stream that arrives in pieces. */
@NullMarked
package chunkedbuffer.benchmarks.number;

import org.jspecify.annotations.NullMarked;
