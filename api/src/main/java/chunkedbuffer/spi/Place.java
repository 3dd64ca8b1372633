package chunkedbuffer.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a chunk was acquired or retained: a stack, to be logged as an exception. */
final class Place extends Throwable {

    private static final long serialVersionUID = 1;

    /** So many callers are named, at least; more until one comes that is not of this library. */
    private static final int CALLERS = 4;

    /** Whose frames at the top of a stack say nothing. */
    private static final Set<String> OWN = Set.of(
            LeakTracker.class.getName(),
            WatchedChunk.class.getName(),
            Watch.class.getName(),
            "chunkedbuffer.api.Chunk",
            "chunkedbuffer.api.SharedChunkPool");

    private final String thread = Thread.currentThread().getName();

    /**
     * Here, on the calling thread.
     *
     * @param acquired where the chunk was acquired that is retained here; null: it is acquired here
     */
    Place(@Nullable Place acquired) {
        super(acquired);
    }

    String thread() {
        return thread;
    }

    boolean isOfRetain() {
        return getCause() != null;
    }

    /** What makes two places the same. */
    List<StackTraceElement> stack() {
        return List.of(getStackTrace());
    }

    @Override
    public String getMessage() {
        return (isOfRetain() ? "retained" : "acquired") + " by thread \"" + thread + "\"";
    }

    /** The innermost callers, but not the pool that was asked. */
    String callers() {
        StackTraceElement[] frames = getStackTrace();
        int at = 0;
        while (at < frames.length && OWN.contains(frames[at].getClassName())) {
            at++;
        }
        if (!isOfRetain() && at < frames.length) {
            String pool = frames[at].getClassName();
            while (at < frames.length
                    && (frames[at].getClassName().equals(pool) || OWN.contains(frames[at].getClassName()))) {
                at++;
            }
        }
        List<String> callers = new ArrayList<>();
        boolean outside = false;
        for (; at < frames.length && (callers.size() < CALLERS || !outside); at++) {
            callers.add(frames[at].toString());
            outside |= !frames[at].getClassName().startsWith("chunkedbuffer.");
        }
        return String.join(" < ", callers);
    }
}
