/** What the servers among the examples share: their options, and a listener with the transport that it runs on. */
@NullMarked
package chunkedbuffer.examples.server;

import org.jspecify.annotations.NullMarked;
