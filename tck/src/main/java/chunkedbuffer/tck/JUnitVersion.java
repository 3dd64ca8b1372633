package chunkedbuffer.tck;

/**
 * Whether the JUnit on the user's path has what the suites need. An older one does not miss the annotation of a whole class with
 * parameters, as the JVM passes over annotations that it cannot find: the tests would run once, with whatever stands in the fields.
 */
final class JUnitVersion {

    private static final String SINCE_5_13 = "org.junit.jupiter.params.ParameterizedClass";

    private JUnitVersion() {}

    static void require() {
        require(JUnitVersion.class.getClassLoader());
    }

    static void require(ClassLoader loader) {
        try {
            Class.forName(SINCE_5_13, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "The suites of chunkedbuffer-tck need JUnit Jupiter 5.13 or later, and the one on the path has no "
                            + SINCE_5_13 + ": take a later version of junit-jupiter, say by importing junit-bom",
                    e);
        }
    }
}
