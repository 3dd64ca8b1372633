package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final Closing closing = new Closing();
    private final CompletionStage<Void> closed = closing;

    @Test
    void whatDependsOnItGetsTheFailureItself() throws Exception {
        IOException reset = new IOException("reset");
        CompletableFuture<Throwable> before = new CompletableFuture<>();
        CompletableFuture<Throwable> ofFuture = new CompletableFuture<>();
        closed.whenComplete((nothing, failure) -> before.complete(failure));
        closed.toCompletableFuture().handle((nothing, failure) -> ofFuture.complete(failure));
        closing.finish(reset);
        closing.finish(null);
        assertSame(reset, before.get(0, TimeUnit.SECONDS));
        assertSame(reset, ofFuture.get(0, TimeUnit.SECONDS));
        CompletableFuture<Void> after = closed.toCompletableFuture();
        assertSame(
                reset,
                assertThrows(ExecutionException.class, () -> after.get(0, TimeUnit.SECONDS))
                        .getCause());
    }

    @Test
    void goodOrderIsNoFailure() throws Exception {
        closing.finish(null);
        assertNull(closed.toCompletableFuture().get(0, TimeUnit.SECONDS));
    }

    @Test
    void nobodyElseCompletesIt() {
        assertFalse(closing.complete(null));
        assertFalse(closing.completeExceptionally(new IOException("not theirs")));
        assertFalse(closing.cancel(true));
        assertThrows(UnsupportedOperationException.class, () -> closing.obtrudeValue(null));
        assertThrows(UnsupportedOperationException.class, () -> closing.obtrudeException(new IOException()));
        assertThrows(UnsupportedOperationException.class, () -> closing.completeAsync(() -> null));
        CompletableFuture<Void> own = closed.toCompletableFuture();
        assertTrue(own.cancel(true));
        assertFalse(closing.isDone());
        assertFalse(closed.toCompletableFuture().isDone());
    }
}
