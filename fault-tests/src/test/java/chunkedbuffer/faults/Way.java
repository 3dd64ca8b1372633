package chunkedbuffer.faults;

/** One of the two directions of a conversation. */
enum Way {
    REQUESTS,
    REPLIES
}
