/** Small programs that use chunkedbuffer. */
module chunkedbuffer.examples {
    requires chunkedbuffer.api;
    requires jdk.management;
    requires me.tongfei.progressbar;
    requires static org.jspecify;

    exports chunkedbuffer.examples.http;
    exports chunkedbuffer.examples.redis;
    exports chunkedbuffer.examples.server;
}
