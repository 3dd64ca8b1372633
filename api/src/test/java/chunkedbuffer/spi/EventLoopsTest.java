package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    @AfterEach
    void leave() {
        EventLoops.exit();
    }

    @Test
    void aThreadIsALoopBetweenEnterAndExit() {
        assertFalse(EventLoops.isLoop());
        EventLoops.enter();
        assertTrue(EventLoops.isLoop());
        EventLoops.exit();
        assertFalse(EventLoops.isLoop());
    }

    @Test
    void enteringTwiceIsEnteringOnce() {
        EventLoops.enter();
        EventLoops.enter();
        EventLoops.exit();
        assertFalse(EventLoops.isLoop());
        EventLoops.exit();
        assertFalse(EventLoops.isLoop());
    }

    @Test
    void otherThreadsAreNotMarked() throws Exception {
        EventLoops.enter();
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        Thread thread = new Thread(() -> other.complete(EventLoops.isLoop()));
        thread.start();
        assertFalse(other.get(10, TimeUnit.SECONDS));
        thread.join(10_000);
    }
}
