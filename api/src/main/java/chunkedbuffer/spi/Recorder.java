package chunkedbuffer.spi;

/** Tells whether this process has Flight Recorder. Its module, jdk.jfr, may be missing from a run-time image. */
final class Recorder {

    static final boolean IS_THERE = look();

    private Recorder() {}

    private static boolean look() {
        try {
            Class.forName("jdk.jfr.Event", false, Recorder.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
