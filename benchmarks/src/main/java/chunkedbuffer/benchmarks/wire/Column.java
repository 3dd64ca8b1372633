package chunkedbuffer.benchmarks.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of one column.
 *
 * @param id see {@link Work#columns}
 * @param about the machine, the JDK, versions, the date
 * @param samples of every peer in every round
 */
record Column(String id, Map<String, String> about, List<Sample> samples) {

    /** In the order of the first round. */
    List<String> peers() {
        return samples.stream().map(Sample::peer).distinct().toList();
    }

    private List<Sample> of(String peer) {
        return samples.stream().filter(one -> one.peer().equals(peer)).toList();
    }

    /** The median of the rounds. */
    Optional<Double> median(String peer, Figure figure) {
        double[] values = of(peer).stream()
                .flatMap(one -> one.figure(figure).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Ratio.median(values));
    }

    /** A peer compared with another one. */
    Optional<Ratio> ratio(String peer, String reference, Figure figure) {
        return ratio(peer, this, reference, figure);
    }

    /** A peer compared with one in another column, or in this one. */
    Optional<Ratio> ratio(String peer, Column other, String reference, Figure figure) {
        double[] ratios = of(peer).stream()
                .flatMap(one -> other.of(reference).stream()
                        .filter(its -> its.round() == one.round())
                        .flatMap(its -> one
                                .figure(figure)
                                .flatMap(mine -> its.figure(figure).map(theirs -> figure.advantage(mine, theirs)))
                                .stream()))
                .mapToDouble(Double::doubleValue)
                .toArray();
        return ratios.length == 0 ? Optional.empty() : Optional.of(Ratio.of(ratios));
    }

    /** What is behind the name of the work. */
    String title() {
        int space = id.indexOf(' ');
        return space < 0 ? "" : id.substring(space + 1).replace("connections=1000", "connections=1,000");
    }
}
