/** Contract suites that every implementation of a pipe, a pool or a transport runs. They need JUnit Jupiter 5.13 or later. */
@NullMarked
package chunkedbuffer.tck;

import org.jspecify.annotations.NullMarked;
