package chunkedbuffer.core;

import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a socket and its two event loops do, without them: moves bytes out of one pipe into another as long as that takes any.
 * Everything happens in {@link #step()}, which runs on whatever thread has news, one at a time.
 */
final class PipeLink {

    private final PipeReader from;
    private final PipeWriter to;
    private final AtomicInteger news = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile Throwable reset;
    private boolean waiting;

    PipeLink(PipeReader from, PipeWriter to) {
        this.from = from;
        this.to = to;
    }

    void start() {
        from.onReadable(this::tell);
    }

    /** Ends when all that was flushed has gone through. */
    void close() {
        closing = true;
        tell();
    }

    /** Ends at once. */
    void reset(Throwable cause) {
        reset = cause;
        tell();
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    private void tell() {
        if (news.getAndIncrement() == 0) {
            int seen;
            do {
                seen = news.get();
                if (!ended.isDone()) {
                    step();
                }
            } while (news.addAndGet(-seen) != 0);
        }
    }

    private void step() {
        if (reset != null) {
            end(reset);
            return;
        }
        try {
            while (to.isWritable() && from.transferTo(to, -1) > 0) {}
            if (from.length() > 0) {
                waitForRoom();
            } else if (closing || from.isExhausted()) {
                end(null);
            }
        } catch (IOException e) {
            end(e.getCause());
        } catch (ReaderClosedException e) {
            end(null);
        }
    }

    private void waitForRoom() {
        if (!waiting) {
            waiting = true;
            to.whenWritable().whenComplete((nothing, failure) -> {
                waiting = false;
                tell();
            });
        }
    }

    private void end(Throwable cause) {
        from.close();
        if (cause == null) {
            to.eof();
        } else {
            to.eof(cause);
        }
        ended.complete(null);
    }
}
