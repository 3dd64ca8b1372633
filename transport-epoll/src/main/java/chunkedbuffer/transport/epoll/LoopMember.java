package chunkedbuffer.transport.epoll;

/** What lives on an {@link EpollLoop} until it is closed. Called on the loop only. */
interface LoopMember {

    /**
     * Something has happened to the socket.
     *
     * @param ops what, as the bits of {@code epoll_event.events}
     */
    void ready(int ops);

    /**
     * {@link #ready} threw: a bug, or a listener that threw where nobody else caught it.
     *
     * @param cause what it threw
     */
    void failed(Throwable cause);

    /** The transport is about to end: closes the socket, at once or soon. */
    void shutdown();

    /** The loop itself ends, whoever ended it: closes the socket at once. */
    void loopEnds();
}
