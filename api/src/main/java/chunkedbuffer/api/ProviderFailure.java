package chunkedbuffer.api;

import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** Why a provider cannot be used, in one line of a message: what was thrown, and what to do about it where that is known. */
final class ProviderFailure {

    /** A chain of causes may be long, or lead back to itself. */
    private static final int MOST_CAUSES = 4;

    private ProviderFailure() {}

    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        String advice = advice(failure);
        Throwable cause = failure.getCause();
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            text.append(", caused by ").append(cause);
            advice = advice == null ? advice(cause) : advice;
            cause = cause.getCause();
        }
        return advice == null ? text.toString() : text + " (" + advice + ")";
    }

    private static @Nullable String advice(Throwable failure) {
        if (failure instanceof IncompatibleClassChangeError || failure instanceof VerifyError) {
            return "it was compiled against another version of chunkedbuffer-api, or of a library of its own: update it";
        }
        if (failure instanceof UnsupportedClassVersionError) {
            return "it was compiled for a newer Java: run a newer one, or take another version of it";
        }
        if (failure instanceof NoClassDefFoundError || failure instanceof UnsatisfiedLinkError) {
            return "something that it needs is missing: add it, or take a version of the provider that fits this chunkedbuffer-api";
        }
        String message = failure.getMessage();
        if (failure instanceof ServiceConfigurationError && message != null) {
            // So the JDK tells these from the others; a text that it changes costs the advice and no more.
            if (message.endsWith(" not found")) {
                return "its class is missing: add the jar that has it, or remove its declaration";
            }
            if (message.endsWith(" not a subtype")) {
                return "it was loaded with another copy of chunkedbuffer-api: leave that jar out of the plug-in";
            }
        }
        return null;
    }
}
