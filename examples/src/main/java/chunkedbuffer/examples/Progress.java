package chunkedbuffer.examples;

import java.io.PrintStream;

/** Shows how much has come back. */
interface Progress extends AutoCloseable {

    /** Tells how many bytes have come back so far. */
    void at(long bytes);

    @Override
    void close();

    /**
     * A bar that is redrawn in place where the output is a terminal, else a plain line at each quarter.
     *
     * @param out where to
     * @param terminal whether that is a terminal
     * @param task what to call it
     * @param total bytes that will come back
     */
    static Progress on(PrintStream out, boolean terminal, String task, long total) {
        return terminal ? new DrawnProgress(out, task, total) : new PlainProgress(out, task, total);
    }
}
