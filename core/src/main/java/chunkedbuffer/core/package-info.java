/**
 * The default pipe and the slab pool. Nothing here is exported: users get at it through {@code chunkedbuffer.api}, by way
 * of the providers. Nothing here knows a transport.
 */
@NullMarked
package chunkedbuffer.core;

import org.jspecify.annotations.NullMarked;
