package chunkedbuffer.transport.epoll;

import java.util.List;

/** The event loops of a transport, its own or an application's. */
interface Loops {

    /** All of them, at least one. */
    List<EpollLoop> all();

    /** All members of the transport are gone: stops the threads, if they are the transport's. Returns at once. */
    void end();

    /** Waits until the threads have ended that {@link #end} stops. Not for a loop's thread. An interrupt does not end the wait; it stays set. */
    void join();
}
