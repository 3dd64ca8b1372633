package chunkedbuffer.transport.epoll;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** Event loops of an application, which goes on to own them. */
final class SharedLoops implements Loops {

    private final List<EpollLoop> loops = new ArrayList<>();

    SharedLoops(EventLoopGroup group) {
        for (EventExecutor each : group) {
            if (!(each instanceof IoEventLoop loop) || !loop.isCompatible(Watch.class)) {
                throw new IllegalArgumentException("group " + group + " has an event loop that does not run on epoll, "
                        + each + ": make it with EpollIoHandler.newFactory()");
            }
            loops.add(new EpollLoop(loop));
        }
    }

    @Override
    public List<EpollLoop> all() {
        return loops;
    }

    @Override
    public void end() {}

    @Override
    public void join() {}
}
