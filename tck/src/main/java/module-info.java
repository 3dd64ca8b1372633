/** Contract suites for implementations of the chunkedbuffer interfaces. */
module chunkedbuffer.tck {
    requires transitive chunkedbuffer.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.slf4j;
    requires static org.jspecify;

    exports chunkedbuffer.tck;
    exports chunkedbuffer.tck.memory;
    // JUnit calls the tests that the suites inherit.
    opens chunkedbuffer.tck;
}
