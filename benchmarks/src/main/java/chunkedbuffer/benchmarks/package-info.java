/**
 * The same work done by chunkedbuffer, by its peers and by hand, measured with JMH.
 *
 * <p>A package a kind of work: {@code message} (lines and frames), {@code bulk}, {@code search}, {@code pool},
 * {@code number}. Each has one abstract class that says what the work is, a class per library that does it, a list of these, a check
 * that the right bytes come out, and the benchmarks. A further peer is one small class and a line in the list. {@code run} starts the
 * forks and makes tables.
 */
@NullMarked
package chunkedbuffer.benchmarks;

import org.jspecify.annotations.NullMarked;
