/**
 * The same service done over real sockets by this library, by its peers and by hand: {@code wire} of {@link
 * chunkedbuffer.benchmarks.run.Main}.
 *
 * <p>A {@link chunkedbuffer.benchmarks.wire.Work} is a kind of service. Each peer of it is a process of its own on one core, and what
 * makes load is another one on another core; all peers are measured in turn, round by round, so that what the machine does besides
 * falls on all alike, and are compared within a round.
 */
@NullMarked
package chunkedbuffer.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
