package chunkedbuffer.spi;

import org.jspecify.annotations.Nullable;

/** Where a chunk was acquired or retained: a stack, to be logged as an exception. */
final class Place extends Throwable {

    private static final long serialVersionUID = 1;

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

    @Override
    public String getMessage() {
        return (isOfRetain() ? "retained" : "acquired") + " on thread " + thread;
    }

    /** The first place on the stack that does not belong to the library's own pipes and pools, or the outermost. */
    String user() {
        String last = "an unknown place";
        for (StackTraceElement frame : getStackTrace()) {
            last = frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                    + frame.getLineNumber() + ")";
            if (!isOurs(frame.getClassName())) {
                break;
            }
        }
        return last;
    }

    private static boolean isOurs(String name) {
        return name.startsWith("chunkedbuffer.api.")
                || name.startsWith("chunkedbuffer.spi.")
                || name.startsWith("chunkedbuffer.core.")
                || name.startsWith("chunkedbuffer.pool.");
    }
}
