package chunkedbuffer.transport.nio;

/** What is attached to a selection key: the owner of a channel that an {@link EventLoop} watches. Called on the loop only. */
interface LoopMember {

    /**
     * The channel is ready.
     *
     * @param ops what for, as in {@link java.nio.channels.SelectionKey#readyOps()}
     */
    void ready(int ops);

    /**
     * {@link #ready} threw: a bug, or a listener that threw where nobody else caught it.
     *
     * @param cause what it threw
     */
    void failed(Throwable cause);

    /** The loop is about to end: closes the channel, at once or soon. */
    void shutdown();
}
