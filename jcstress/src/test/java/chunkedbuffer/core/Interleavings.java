package chunkedbuffer.core;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How many of them are tried: {@code -Dchunkedbuffer.scenarios=} and {@code -Dchunkedbuffer.interleavings=} of each. */
final class Interleavings {

    private static final int SCENARIOS = Integer.getInteger("chunkedbuffer.scenarios", 3);
    private static final int OF_EACH = Integer.getInteger("chunkedbuffer.interleavings", 100);

    /** A look through all places of a pool is no loop without an end. */
    private static final int LONGEST_LOOP = 1000;

    private Interleavings() {}

    /** Of two threads that do {@code steps} operations each, one before them and one behind them. */
    static ModelCheckingOptions of(int steps) {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(steps)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(SCENARIOS)
                .invocationsPerIteration(OF_EACH)
                .loopBound(LONGEST_LOOP);
    }
}
