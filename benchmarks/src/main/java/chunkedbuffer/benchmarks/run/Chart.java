package chunkedbuffer.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** A bar chart of one table, in SVG: a group of bars a row, a colour a column. */
final class Chart {
    private Chart() {}

    /** Draws the chart; gives the file's name, in the directory. */
    static String draw(Path directory, String table, List<Measured> rows) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(500)
                .title(table)
                .yAxisTitle(Measured.unit(table))
                .build();
        chart.getStyler().setXAxisLabelRotation(45);
        List<String> peers = rows.stream().map(Measured::peer).distinct().toList();
        List<String> columns = rows.stream().map(Measured::column).distinct().toList();
        List<String> labels =
                peers.stream().map(peer -> peer.toLowerCase(Locale.ROOT)).toList();
        for (String column : columns) {
            List<Double> figures =
                    peers.stream().map(peer -> figure(rows, peer, column)).toList();
            chart.addSeries(column, labels, figures);
        }
        String name = table.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
        VectorGraphicsEncoder.saveVectorGraphic(chart, directory.resolve(name).toString(), VectorGraphicsFormat.SVG);
        return name;
    }

    /** 0, no bar, where nothing was measured. */
    private static double figure(List<Measured> rows, String peer, String column) {
        return rows.stream()
                .filter(row -> row.peer().equals(peer) && row.column().equals(column))
                .mapToDouble(Measured::figure)
                .findFirst()
                .orElse(0);
    }
}
