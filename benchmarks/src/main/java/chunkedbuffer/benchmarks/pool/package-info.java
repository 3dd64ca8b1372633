/** Memory acquired and given back. */
@NullMarked
package chunkedbuffer.benchmarks.pool;

import org.jspecify.annotations.NullMarked;
