package chunkedbuffer.benchmarks.run;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Text at a row of a chart: from the edge of the chart, or beside a place in it. */
final class BarText extends Annotation {
    private static final double EDGE = -1;

    private final String text;
    private final double x;
    private final double y;
    private final int distance;
    private final Font font;

    private BarText(String text, double x, double y, int distance, Font font) {
        super(false);
        this.text = text;
        this.x = x;
        this.y = y;
        this.distance = distance;
        this.font = font;
    }

    /** So many pixels from the left edge. */
    static BarText atEdge(String text, double y, int distance, Font font) {
        return new BarText(text, EDGE, y, distance, font);
    }

    /** So many pixels to the right of a place on the axis. */
    static BarText at(String text, double x, double y, int distance, Font font) {
        return new BarText(text, x, y, distance, font);
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setFont(font);
        graphics.setColor(Color.DARK_GRAY);
        int left = x == EDGE ? 0 : getXAxisScreenValue(x);
        int middle = getYAxisScreenValue(y);
        graphics.drawString(
                text, left + distance, middle + graphics.getFontMetrics().getAscent() / 2 - 1);
    }
}
