package chunkedbuffer.api;

import java.nio.Buffer;
import java.util.Objects;

/**
 * The classes that the signatures of hot methods name. HotSpot's C2 inlines no method that names one which nothing has loaded yet,
 * and what it has compiled so stays so. The reads of a {@link java.nio.ByteBuffer} name one of the JDK's own, which JDK 17 loads
 * once it compiles such a read by itself, mostly but not always before a loop around it: else a search for 16 bytes in direct
 * memory took five times as long for good, in about one of ten processes ({@code SearchBenchmark.word}).
 */
final class Signatures {
    private Signatures() {}

    /** Loads them. */
    static void load() {
        Objects.requireNonNull(Run.class);
        try {
            Objects.requireNonNull(Buffer.class.getDeclaredMethods());
        } catch (SecurityException e) {
            // What it costs is said above; nothing else depends on it.
        }
    }
}
