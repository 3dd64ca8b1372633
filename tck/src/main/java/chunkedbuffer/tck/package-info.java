/** Contract suites that every implementation of a pipe, a pool or a transport runs. */
@NullMarked
package chunkedbuffer.tck;

import org.jspecify.annotations.NullMarked;
