package chunkedbuffer.transport.epoll;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FutureListener;
import java.util.ArrayList;
import java.util.List;

/** Event loops of an application, which goes on to own them. It may shut them down while the transport is open. */
final class SharedLoops implements Loops {

    private final List<EpollLoop> loops = new ArrayList<>();
    private final List<Runnable> removals = new ArrayList<>();

    SharedLoops(EventLoopGroup group) {
        List<IoEventLoop> netty = new ArrayList<>();
        for (EventExecutor each : group) {
            if (!(each instanceof IoEventLoop loop) || !loop.isCompatible(Watch.class)) {
                throw new IllegalArgumentException("group " + group + " has an event loop that does not run on epoll, "
                        + each + ": make it with EpollIoHandler.newFactory()");
            }
            netty.add(loop);
        }
        netty.forEach(this::share);
    }

    private void share(IoEventLoop netty) {
        EpollLoop loop = new EpollLoop(netty);
        FutureListener<Object> whenTerminated = future -> loop.terminated();
        netty.terminationFuture().addListener(whenTerminated);
        removals.add(() -> netty.terminationFuture().removeListener(whenTerminated));
        loops.add(loop);
    }

    @Override
    public List<EpollLoop> all() {
        return loops;
    }

    @Override
    public void end() {
        removals.forEach(Runnable::run);
    }

    @Override
    public void join() {}
}
