/** What an implementation of a pipe, a pool or a transport provides. */
@NullMarked
package chunkedbuffer.spi;

import org.jspecify.annotations.NullMarked;
