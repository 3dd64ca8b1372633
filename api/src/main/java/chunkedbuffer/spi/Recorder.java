package chunkedbuffer.spi;

import org.slf4j.LoggerFactory;

/**
 * Tells whether this process has Flight Recorder. Its module, jdk.jfr, may be missing from a run-time image; and a class loader
 * may hide the JDK's own packages, which the JDK itself writes into classes of events, as a strict OSGi framework does.
 */
final class Recorder {

    private static volatile boolean there = look();

    private Recorder() {}

    private static boolean look() {
        try {
            Class.forName("jdk.jfr.Event", false, Recorder.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    static boolean isThere() {
        return there;
    }

    /** An event could not be made or told: no more of them. */
    static void failed(LinkageError failure) {
        there = false;
        LoggerFactory.getLogger(Recorder.class).debug("Events for Flight Recorder do not work here", failure);
    }
}
