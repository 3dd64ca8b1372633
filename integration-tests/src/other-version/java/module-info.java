/** The api as another version of it might be: what a plug-in may have been compiled against. */
module chunkedbuffer.api {
    exports chunkedbuffer.api;
    exports chunkedbuffer.spi;
}
