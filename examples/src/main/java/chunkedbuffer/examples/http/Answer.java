package chunkedbuffer.examples.http;

/** Everything that the server ever answers. */
enum Answer {
    HELLO("200 OK", "", "Hello, World!"),
    /** The length of the request's body, right-aligned in {@link Response#NUMBER_WIDTH} places. */
    LENGTH("200 OK", "", " ".repeat(Response.NUMBER_WIDTH) + "\n"),
    BAD_REQUEST("400 Bad Request"),
    NOT_FOUND("404 Not Found"),
    ONLY_GET("405 Method Not Allowed", "Allow: GET, HEAD\r\n"),
    ONLY_POST("405 Method Not Allowed", "Allow: POST, PUT\r\n"),
    BODY_TOO_LARGE("413 Content Too Large"),
    TARGET_TOO_LONG("414 URI Too Long"),
    UNKNOWN_EXPECTATION("417 Expectation Failed"),
    FIELDS_TOO_LARGE("431 Request Header Fields Too Large"),
    UNKNOWN_CODING("501 Not Implemented"),
    UNKNOWN_VERSION("505 HTTP Version Not Supported");

    final String status;
    final String fields;
    final String body;

    Answer(String status) {
        this(status, "");
    }

    Answer(String status, String fields) {
        this(status, fields, status + "\n");
    }

    Answer(String status, String fields, String body) {
        this.status = status;
        this.fields = fields;
        this.body = body;
    }
}
