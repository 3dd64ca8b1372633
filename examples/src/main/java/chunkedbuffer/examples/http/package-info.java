/**
 * A server for HTTP/1.1, as an example of a protocol on the event loop: requests are parsed where the socket put them, answers are
 * ready before they are asked for, and a request makes no garbage.
 */
@NullMarked
package chunkedbuffer.examples.http;

import org.jspecify.annotations.NullMarked;
