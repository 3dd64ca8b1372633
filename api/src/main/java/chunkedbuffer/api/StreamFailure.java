package chunkedbuffer.api;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Makes of what pipes and futures throw what the users of a stream expect. */
final class StreamFailure {

    private StreamFailure() {}

    /** The failure itself, without what futures wrap around it. */
    static Throwable unwrap(Throwable failure) {
        Throwable found = failure;
        while ((found instanceof CompletionException || found instanceof ExecutionException)
                && found.getCause() != null) {
            found = found.getCause();
        }
        return found;
    }

    /** The end of a stream that the writer ended with a cause. */
    static IOException ended(Throwable cause) {
        return new IOException("The stream ended with a failure: " + cause, cause);
    }

    /** A use of a stream that had been closed before. */
    static IOException closed(Throwable cause) {
        return caused(new ClosedChannelException(), cause);
    }

    /** A wait that ended because the stream was closed. */
    static IOException closedMeanwhile(Throwable cause) {
        return caused(new AsynchronousCloseException(), cause);
    }

    /** A wait that ended because its thread was interrupted. */
    static ClosedByInterruptException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        ClosedByInterruptException failure = new ClosedByInterruptException();
        failure.initCause(cause);
        return failure;
    }

    /** Throws a failure as what a blocking call may throw. */
    static IOException thrown(Throwable failure) throws IOException {
        Throwable found = unwrap(failure);
        if (found instanceof IOException io) {
            throw io;
        }
        if (found instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (found instanceof Error error) {
            throw error;
        }
        throw new IOException(found.toString(), found);
    }

    private static IOException caused(IOException failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
