package chunkedbuffer.examples;

import java.io.PrintStream;
import java.util.Locale;

/** Bytes and rate as a line at each quarter. */
final class PlainProgress implements Progress {

    private static final int PARTS = 4;

    private final PrintStream out;
    private final String task;
    private final long total;
    private final long start = System.nanoTime();
    private long parts;

    PlainProgress(PrintStream out, String task, long total) {
        this.out = out;
        this.task = task;
        this.total = total;
    }

    @Override
    public void at(long bytes) {
        long reached = total == 0 ? PARTS : bytes * PARTS / total;
        if (reached <= parts) {
            return;
        }
        parts = reached;
        out.printf(
                Locale.ROOT,
                "%-5s %3d %%  %8.1f of %.1f MiB  %6.0f MiB/s%n",
                task,
                100 * reached / PARTS,
                Report.mebibytes(bytes),
                Report.mebibytes(total),
                Report.rate(bytes, System.nanoTime() - start));
    }

    @Override
    public void close() {}
}
