package chunkedbuffer.benchmarks.run;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Horizontal bars, one below the other, in groups, with their names on the left and their figures at their ends. In SVG.
 *
 * <p>XChart has upright bars only: each bar is a thick line of an XY chart, in a row of height 1, the first at 0 and the others below.
 */
final class BarChart {
    static final Color OURS = new Color(0x1565c0);
    static final Color LOST = new Color(0xc62828);
    static final Color PEER = new Color(0xb0bec5);
    static final Color LIMIT = new Color(0x616161);

    private static final int WIDTH = 900;
    private static final int ROW = 20;
    private static final int NAMES = 270;
    private static final int EDGE = 12;
    private static final int AROUND = 95;
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font BOLD = PLAIN.deriveFont(Font.BOLD);

    private final String title;
    private final String axis;
    private final double longest;
    private final List<Row> rows = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param title above it
     * @param axis what the bars' length is
     * @param longest where the axis ends; a longer bar is cut there
     */
    BarChart(String title, String axis, double longest) {
        this.title = title;
        this.axis = axis;
        this.longest = longest;
    }

    /** A bar, or, without a colour of its own, the title of a group. */
    private record Row(String name, double length, String figure, Color colour, double mark) {
        boolean isBar() {
            return !colour.equals(Color.WHITE);
        }
    }

    BarChart group(String name) {
        if (!rows.isEmpty()) {
            rows.add(new Row("", 0, "", Color.WHITE, 0));
        }
        rows.add(new Row(name, 0, "", Color.WHITE, 0));
        return this;
    }

    BarChart bar(String name, double length, String figure, Color colour) {
        return bar(name, length, figure, colour, 0);
    }

    /** A bar, and an upright mark where something else would end, unless that is 0 or beyond the axis. */
    BarChart bar(String name, double length, String figure, Color colour, double mark) {
        rows.add(new Row(name, length, figure, colour, mark));
        return this;
    }

    /** Writes it to a file. */
    void save(Path file) throws IOException {
        XYChart chart = empty();
        line(chart, 1, 1, -rows.size() + 0.5, 0.5, Color.GRAY, 1);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Font font = row.isBar() && !row.colour().equals(OURS) ? PLAIN : BOLD;
            chart.addAnnotation(BarText.atEdge(row.name(), -i, row.isBar() ? 2 * EDGE : EDGE, font));
            if (row.isBar()) {
                double end = Math.min(row.length(), longest);
                String figure = row.length() > longest ? "… " + row.figure() : row.figure();
                line(chart, 0, end, -i, -i, row.colour(), ROW - 6);
                double text = end;
                if (row.mark() > 0 && row.mark() <= longest) {
                    double mark = row.mark();
                    line(chart, mark, mark, -i - 0.45, -i + 0.45, Color.BLACK, 3);
                    text = Math.max(end, mark);
                }
                chart.addAnnotation(BarText.at(figure, text, -i, 6, font));
            }
        }
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        // Java's name of the font says nothing to a browser, and a hundredth of a pixel is enough.
        String svg = Files.readString(file).replace("SansSerif", "sans-serif");
        Files.writeString(file, svg.replaceAll("(\\.\\d{2})\\d+", "$1"));
    }

    private XYChart empty() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(AROUND + rows.size() * ROW)
                .title(title)
                .xAxisTitle(axis)
                .build();
        chart.getStyler()
                .setYAxisTicksVisible(false)
                .setXAxisMin(0.0)
                .setXAxisMax(longest * 1.3)
                .setYAxisMin(-rows.size() + 0.5)
                .setYAxisMax(0.5)
                .setPlotGridHorizontalLinesVisible(false)
                .setPlotMargin(0)
                .setAxisTickLabelsFont(PLAIN)
                .setAxisTitleFont(PLAIN)
                .setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(BOLD.deriveFont(15f))
                .setPlotContentSize(1)
                .setYAxisLeftWidthHint(NAMES);
        return chart;
    }

    private static void line(
            XYChart chart, double fromX, double toX, double fromY, double toY, Color colour, float width) {
        String name = "line " + chart.getSeriesMap().size();
        XYSeries line = chart.addSeries(name, new double[] {fromX, toX}, new double[] {fromY, toY});
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(colour);
        line.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }
}
