package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The searches in steps wider than words, for what lies farther away than {@link #NEAR} bytes: there, if the module {@code
 * jdk.incubator.vector} is in the module graph ({@code --add-modules jdk.incubator.vector}).
 *
 * <p>Results are those of {@link ByteSearch} and {@link PairSearch}, which look at the first bytes themselves: a match close by
 * costs the same with and without this.
 */
abstract class WideSearch {
    /** Bytes that are searched in words before a wide search begins. */
    static final int NEAR = 256;

    /** Null if there is none; a constant for the compiler, so that nothing is left of the question. */
    static final @Nullable WideSearch FOUND = find();

    private static @Nullable WideSearch find() {
        Module vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").orElse(null);
        if (vectors == null) {
            return null;
        }
        // Instead of "requires static", for which the compiler would warn that the module is incubating.
        WideSearch.class.getModule().addReads(vectors);
        try {
            return Class.forName("chunkedbuffer.spi.VectorKernel", true, WideSearch.class.getClassLoader())
                    .asSubclass(WideSearch.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // as in a container that does not let the bundle have the package, or on a JDK with another
            // API
        }
    }

    /** Whether it is worth while and possible to go on with this after the first bytes. */
    static boolean isFor(ByteBuffer memory, int from, int to) {
        return FOUND != null
                && to - from >= 2 * NEAR
                && (memory.hasArray() || (FOUND.canDirect() && memory.isDirect() && memory.position() <= from));
    }

    /** As {@link ByteSearch#indexOf}, where {@link #isFor} says so. */
    static int indexOf(ByteBuffer memory, int from, int to, byte b) {
        WideSearch search = Objects.requireNonNull(FOUND);
        if (memory.hasArray()) {
            int shift = memory.arrayOffset();
            int found = search.inArray(memory.array(), from + shift, to + shift, b);
            return found < 0 ? found : found - shift;
        }
        return search.inDirect(memory, from, to, b);
    }

    /** As {@link PairSearch#indexOf}, where {@link #isFor} says so. */
    static int indexOf(ByteBuffer memory, int from, int to, byte first, byte second, int distance) {
        WideSearch search = Objects.requireNonNull(FOUND);
        if (memory.hasArray()) {
            int shift = memory.arrayOffset();
            int found = search.pairInArray(memory.array(), from + shift, to + shift, first, second, distance);
            return found < 0 ? found : found - shift;
        }
        return search.pairInDirect(memory, from, to, first, second, distance);
    }

    /** Whether the searches in direct memory are there. */
    abstract boolean canDirect();

    abstract int inArray(byte[] memory, int from, int to, byte b);

    abstract int inDirect(ByteBuffer memory, int from, int to, byte b);

    abstract int pairInArray(byte[] memory, int from, int to, byte first, byte second, int distance);

    abstract int pairInDirect(ByteBuffer memory, int from, int to, byte first, byte second, int distance);
}
