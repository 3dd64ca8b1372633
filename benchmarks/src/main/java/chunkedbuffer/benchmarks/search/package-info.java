/** Where a byte or a sequence stands. */
@NullMarked
package chunkedbuffer.benchmarks.search;

import org.jspecify.annotations.NullMarked;
