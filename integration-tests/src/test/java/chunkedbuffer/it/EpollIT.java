package chunkedbuffer.it;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's program with the transport {@code epoll} on its path: it says nothing about it, and gets it. */
class EpollIT {
    private static final String WITH_EPOLL = "chunkedbuffer.it.Runs#withEpoll";
    private static final String BUT_ITS_NATIVES = "chunkedbuffer.it.Runs#withEpollButItsNatives";

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_EPOLL)
    void isPreferredAndFoundByName(Run run) throws Exception {
        run.start("look-up", "transport", "transport=epoll", "transport=nio")
                .succeeded()
                .says("transport is epoll")
                .says("transport=epoll is epoll")
                .says("transport=nio is nio")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_EPOLL)
    void echoesOverTcp(Run run) throws Exception {
        run.start("tcp").succeeded().says("done tcp").logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_EPOLL)
    void echoesOverAUnixDomainSocket(Run run) throws Exception {
        run.start("unix").succeeded().says("done unix").logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_EPOLL)
    void endsAlthoughTheDefaultTransportIsNeverClosed(Run run) throws Exception {
        run.start("default-transport").succeeded().says("done default-transport");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_EPOLL)
    void runsUnderChecks(Run run) throws Exception {
        run.options("-Dchunkedbuffer.checks=true")
                .start("tcp")
                .succeeded()
                .says("done tcp")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(BUT_ITS_NATIVES)
    void withoutTheNativeLibraryTheOtherTransportIsTaken(Run run) throws Exception {
        Outcome outcome =
                run.start("look-up", "transport", "transport=epoll").succeeded().says("transport is nio");
        outcome.saysInOneLine("transport=epoll failed: ", "\"epoll\"", "not available", "It needs Linux");
        run.start("tcp").succeeded().says("done tcp");
    }
}
