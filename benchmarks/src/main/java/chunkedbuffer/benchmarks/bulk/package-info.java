/** Bytes in, the same bytes out, as many as possible. */
@NullMarked
package chunkedbuffer.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
