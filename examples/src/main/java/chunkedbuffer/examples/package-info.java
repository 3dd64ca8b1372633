/** A program that streams a file through an echo server, and what it is made of. */
@NullMarked
package chunkedbuffer.examples;

import org.jspecify.annotations.NullMarked;
