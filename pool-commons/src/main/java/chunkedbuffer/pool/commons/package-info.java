/**
 * The pool {@code commons}: chunks in pools of Apache Commons Pool 2.
 *
 * <p>Users get at it by its name, {@code ChunkPool.create("commons", options)}, and need {@code chunkedbuffer.api} alone for
 * that. {@link chunkedbuffer.pool.commons.CommonsPoolOptions} is for those who set in code what only this pool has: its
 * eviction and its JMX beans. No type of Commons Pool can be seen from outside. Nothing here knows a transport.
 */
@NullMarked
package chunkedbuffer.pool.commons;

import org.jspecify.annotations.NullMarked;
