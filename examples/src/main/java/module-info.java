/** Small programs that use chunkedbuffer. */
module chunkedbuffer.examples {
    requires chunkedbuffer.api;
    requires static org.jspecify;
}
