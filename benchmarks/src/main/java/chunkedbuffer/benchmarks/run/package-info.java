/** Starts the benchmarks and makes tables of what they measured. */
@NullMarked
package chunkedbuffer.benchmarks.run;

import org.jspecify.annotations.NullMarked;
