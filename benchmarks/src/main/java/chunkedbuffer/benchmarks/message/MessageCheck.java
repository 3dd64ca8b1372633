package chunkedbuffer.benchmarks.message;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts a stream through a buffer once and compares every message that comes out. */
public final class MessageCheck<S> {
    private final MessageBuffer<S> buffer;
    private final MessageStream stream;
    private final Taking taking;
    private int message;

    private MessageCheck(MessageBuffer<S> buffer, MessageStream stream, Taking taking) {
        this.buffer = buffer;
        this.stream = stream;
        this.taking = taking;
    }

    /**
     * Checks.
     *
     * @param <S> an owned slice
     * @param buffer an empty one; empty again afterwards
     * @param stream what goes through it
     * @param piece size of the pieces
     * @param taking how messages are taken out
     * @throws IOException never
     * @throws AssertionError if something else comes out
     */
    public static <S> void check(MessageBuffer<S> buffer, MessageStream stream, int piece, Taking taking)
            throws IOException {
        new MessageCheck<>(buffer, stream, taking).run(piece);
    }

    private void run(int piece) throws IOException {
        byte[] wire = stream.wire();
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            takeAll();
        }
        buffer.end();
        takeAll();
        if (message != stream.count()) {
            throw new AssertionError(message + " messages came out of " + stream.count());
        }
    }

    private void takeAll() throws IOException {
        while (isRight(take())) {
            message++;
        }
    }

    private @Nullable Object take() throws IOException {
        return switch (taking) {
            case ARRAY -> buffer.array();
            case STRING -> buffer.string();
            case LOOK -> buffer.look();
            case SLICE -> sliced();
        };
    }

    private byte @Nullable [] sliced() throws IOException {
        S slice = buffer.slice();
        if (slice == null) {
            return null;
        }
        byte[] content = buffer.content(slice);
        buffer.release(slice);
        return content;
    }

    /** False if there was none. */
    private boolean isRight(@Nullable Object taken) {
        if (taken == null || taken.equals(-1L)) {
            return false;
        }
        boolean right = message < stream.count()
                && (taken instanceof byte[] bytes
                        ? Arrays.equals(bytes, stream.content(message))
                        : taken instanceof Long seen
                                ? seen == MessageBuffer.seen(stream.length(message), stream.first(message))
                                : taken.equals(stream.text(message)));
        if (!right) {
            throw new AssertionError("message " + message + " of " + stream.count() + " is wrong");
        }
        return true;
    }
}
