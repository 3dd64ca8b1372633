package chunkedbuffer.transport.epoll;

/** What a socket is for; not every option is to be had in each role. */
enum Role {
    /** A connection that is made. */
    CONNECTING,

    /** A connection that was accepted. */
    ACCEPTED,

    /** Waits for connections. */
    LISTENING
}
