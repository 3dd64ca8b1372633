package chunkedbuffer.examples.http;

/** What becomes of the connection after an answer, and the header field that says so. */
enum Persistence {
    /** It goes on, as HTTP/1.1 takes for granted. */
    OPEN(""),
    /** It goes on, which a client of HTTP/1.0 asked for and wants to be told. */
    KEPT_ALIVE("Connection: keep-alive\r\n"),
    CLOSED("Connection: close\r\n");

    final String field;

    Persistence(String field) {
        this.field = field;
    }
}
