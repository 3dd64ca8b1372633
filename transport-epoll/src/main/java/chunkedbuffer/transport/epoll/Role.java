package chunkedbuffer.transport.epoll;

/** What a socket is for; not every option is to be had in each role. */
enum Role {
    /** A connection that is made. */
    CONNECTING("that connects"),

    /** A connection that was accepted. */
    ACCEPTED("that was accepted"),

    /** Waits for connections. */
    LISTENING("that listens");

    private final String words;

    Role(String words) {
        this.words = words;
    }

    /** For messages, behind the word "socket". */
    String words() {
        return words;
    }
}
