package chunkedbuffer.examples;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bytes and rate as a bar that is redrawn ten times a second. */
final class DrawnProgress implements Progress {

    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private long rateShown = start;

    DrawnProgress(PrintStream out, String task, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" MiB", 1 << 20)
                .hideEta()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) TimeUnit.NANOSECONDS.toMillis(REDRAW_NANOS))
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
    }

    @Override
    public void at(long bytes) {
        bar.stepTo(bytes);
        long now = System.nanoTime();
        if (now - rateShown >= REDRAW_NANOS || bytes == bar.getMax()) {
            rateShown = now;
            // The bar's own rate counts whole seconds: too coarse for a transfer that takes one.
            bar.setExtraMessage(String.format(Locale.ROOT, " %.0f MiB/s", Report.rate(bytes, now - start)));
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
