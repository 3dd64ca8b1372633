package chunkedbuffer.api;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A limited wait of a pipe that has only unlimited ones. */
final class TimedWait {

    private TimedWait() {}

    static boolean readable(PipeReader reader, long minBytes, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<?> wait = reader.whenReadable(minBytes).toCompletableFuture();
        if (Thread.interrupted()) { // which the future says only where it would wait
            wait.cancel(false);
            throw new InterruptedException();
        }
        try {
            wait.get(Check.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (wait.cancel(false)) {
                throw e;
            }
        } catch (InterruptedException e) {
            wait.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            throw StreamFailure.thrown(e);
        }
        long length = reader.length();
        Throwable failure = length == 0 && minBytes > 0 ? reader.failure() : null;
        if (failure != null) {
            throw StreamFailure.ended(failure);
        }
        return length >= minBytes;
    }
}
