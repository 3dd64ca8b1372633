package chunkedbuffer.api;

/** In the queue of writes the place of a thread that waits for its turn, and writes by itself then. */
final class Turn extends PendingWrite {
    Turn(StreamWrite write) {
        super(write);
    }

    /** The turn is the thread's. {@code false}: it has left. */
    boolean come() {
        return complete(null);
    }

    /** The thread does not want it any more. {@code false}: it has come. */
    boolean leave() {
        return cancel(false);
    }
}
