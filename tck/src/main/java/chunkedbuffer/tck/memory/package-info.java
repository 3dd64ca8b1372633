/**
 * A transport without sockets, for the tests of code that uses one: connections that live in memory, with a latency, a size of
 * pieces and faults that the test chooses, and a seed that makes them the same each time.
 *
 * <p>{@link chunkedbuffer.tck.memory.MemoryNetwork} is where to begin. Nothing here needs JUnit. What it takes from the rest of
 * the library are the pipes of its connections, so that a provider of pipes and one of pools have to be on the path.
 */
@NullMarked
package chunkedbuffer.tck.memory;

import org.jspecify.annotations.NullMarked;
