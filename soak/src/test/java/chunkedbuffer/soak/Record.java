package chunkedbuffer.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The gauges of a run: written to a table as they come, drawn at the end, and asked whether they grow. */
final class Record {

    private final Path folder;
    private final List<Gauges> all = new ArrayList<>();

    Record(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(table(), Gauges.HEADER + "\n");
    }

    Path table() {
        return folder.resolve("soak.csv");
    }

    void add(Gauges gauges) throws IOException {
        all.add(gauges);
        Files.writeString(table(), gauges.line() + "\n", java.nio.file.StandardOpenOption.APPEND);
    }

    int size() {
        return all.size();
    }

    /**
     * By how much the last third lies above the middle one. Medians: a single sample may fall on anything; and the first third is
     * left to the compiler and to pools that fill.
     */
    long growth(ToLongFunction<Gauges> gauge) {
        int third = all.size() / 3;
        return median(gauge, 2 * third, all.size()) - median(gauge, third, 2 * third);
    }

    private long median(ToLongFunction<Gauges> gauge, int from, int to) {
        long[] sorted = all.subList(from, to).stream().mapToLong(gauge).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** A chart for each gauge. */
    void draw() throws IOException {
        draw("heap", "MB", gauges -> gauges.heap() / 1e6);
        draw("direct", "MB", gauges -> gauges.direct() / 1e6);
        draw("descriptors", "open", Gauges::descriptors);
        draw("threads", "alive", Gauges::threads);
    }

    private void draw(String name, String unit, ToDoubleFunction<Gauges> gauge) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(700)
                .height(220)
                .title(name)
                .xAxisTitle("s")
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        chart.addSeries(
                        name,
                        all.stream().mapToDouble(Gauges::second).toArray(),
                        all.stream().mapToDouble(gauge).toArray())
                .setMarker(SeriesMarkers.NONE);
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, folder.resolve(name + ".svg").toString(), VectorGraphicsFormat.SVG);
    }
}
