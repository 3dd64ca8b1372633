/** Messages taken out of a stream that arrives in pieces: lines and frames. */
@NullMarked
package chunkedbuffer.benchmarks.message;

import org.jspecify.annotations.NullMarked;
