package chunkedbuffer.benchmarks.wire;

import java.util.Map;
import java.util.Optional;

/**
 * What one peer did in one round.
 *
 * @param column what it did, see {@link Work#columns}
 * @param peer who
 * @param round in which; those of the same round are compared
 * @param figures in ns, bytes, or a second
 */
record Sample(String column, String peer, int round, Map<Figure, Double> figures) {

    Optional<Double> figure(Figure figure) {
        return Optional.ofNullable(figures.get(figure));
    }
}
