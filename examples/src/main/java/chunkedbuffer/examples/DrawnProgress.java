package chunkedbuffer.examples;

import java.io.PrintStream;
import java.text.DecimalFormat;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bytes and rate as a bar that is redrawn ten times a second. */
final class DrawnProgress implements Progress {

    private final ProgressBar bar;

    DrawnProgress(PrintStream out, String task, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" MiB", 1 << 20)
                .showSpeed(new DecimalFormat("0"))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
    }

    @Override
    public void at(long bytes) {
        bar.stepTo(bytes);
    }

    @Override
    public void close() {
        bar.close();
    }
}
