package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The searches in steps wider than words, for what lies farther away than {@link #NEAR} bytes: there, if the module {@code
 * jdk.incubator.vector} is in the module graph ({@code --add-modules jdk.incubator.vector}).
 *
 * <p>Results are those of {@link ByteSearch} and {@link PairSearch}, which look at the first bytes themselves: a match close by
 * costs the same with and without this. Each of the four searches has to stand a {@link WideTrial} before it takes the place of
 * the one in words.
 */
abstract class WideSearch {
    /** Bytes that are searched in words before a wide search begins. */
    static final int NEAR = 64;

    /** Null if there is none; a constant for the compiler, so that nothing is left of the question. */
    static final @Nullable WideSearch FOUND = find();

    private static final WideTrial IN_ARRAY = new WideTrial();
    private static final WideTrial IN_DIRECT = new WideTrial();
    private static final WideTrial PAIR_IN_ARRAY = new WideTrial();
    private static final WideTrial PAIR_IN_DIRECT = new WideTrial();

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
            // As in a container that does not let the bundle have the package, or on a JDK with another API.
            return null;
        }
    }

    /** Whether it is possible to go on with this after the first bytes, and may be worth while. */
    static boolean isFor(ByteBuffer memory, int from, int to) {
        return FOUND != null && to - from >= 2 * NEAR && FOUND.canRead(memory, from, to);
    }

    /** As {@link ByteSearch#indexOf}, where {@link #isFor} says so. */
    static int indexOf(ByteBuffer memory, int from, int to, byte b) {
        WideSearch search = Objects.requireNonNull(FOUND);
        WideTrial trial = memory.hasArray() ? IN_ARRAY : IN_DIRECT;
        if (trial.isPassed()) {
            return search.in(memory, from, to, b);
        }
        int at = from;
        if (trial.isDue(to - from)) {
            long begin = System.nanoTime();
            int found = search.in(memory, from, from + WideTrial.LENGTH, b);
            trial.took(System.nanoTime() - begin);
            if (found >= 0) {
                return found;
            }
            at += WideTrial.LENGTH;
        }
        int found = ByteSearch.inWords(memory, at, to, ByteSearch.pattern(b));
        trial.didWithout((found < 0 ? to : found) - at);
        return found;
    }

    /** As {@link PairSearch#indexOf}, where {@link #isFor} says so. */
    static int indexOf(ByteBuffer memory, int from, int to, byte first, byte second, int distance) {
        WideSearch search = Objects.requireNonNull(FOUND);
        WideTrial trial = memory.hasArray() ? PAIR_IN_ARRAY : PAIR_IN_DIRECT;
        if (trial.isPassed()) {
            return search.in(memory, from, to, first, second, distance);
        }
        int at = from;
        if (trial.isDue(to - from - distance)) {
            long begin = System.nanoTime();
            int found = search.in(memory, from, from + WideTrial.LENGTH + distance, first, second, distance);
            trial.took(System.nanoTime() - begin);
            if (found >= 0) {
                return found;
            }
            at += WideTrial.LENGTH;
        }
        int found = PairSearch.inWords(memory, at, to, ByteSearch.pattern(first), ByteSearch.pattern(second), distance);
        trial.didWithout((found < 0 ? to - distance : found) - at);
        return found;
    }

    /** In vectors, whatever the trial says. */
    final int in(ByteBuffer memory, int from, int to, byte b) {
        if (memory.hasArray()) {
            int shift = memory.arrayOffset();
            int found = inArray(memory.array(), from + shift, to + shift, b);
            return found < 0 ? found : found - shift;
        }
        return inDirect(memory, from, to, b);
    }

    /** In vectors, whatever the trial says. */
    final int in(ByteBuffer memory, int from, int to, byte first, byte second, int distance) {
        if (memory.hasArray()) {
            int shift = memory.arrayOffset();
            int found = pairInArray(memory.array(), from + shift, to + shift, first, second, distance);
            return found < 0 ? found : found - shift;
        }
        return pairInDirect(memory, from, to, first, second, distance);
    }

    /** Whether the searches can read this range: heap memory they always can. */
    abstract boolean canRead(ByteBuffer memory, int from, int to);

    abstract int inArray(byte[] memory, int from, int to, byte b);

    abstract int inDirect(ByteBuffer memory, int from, int to, byte b);

    abstract int pairInArray(byte[] memory, int from, int to, byte first, byte second, int distance);

    abstract int pairInDirect(ByteBuffer memory, int from, int to, byte first, byte second, int distance);
}
