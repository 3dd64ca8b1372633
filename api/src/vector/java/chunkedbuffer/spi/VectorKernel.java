package chunkedbuffer.spi;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The searches in vectors of the widest kind that the processor has, four at a step.
 *
 * <p>Loaded by {@link WideSearch} alone. Compiled apart from the rest, since javac warns of the incubating module. Direct
 * memory is loaded through a method handle: before JDK 19 vectors come from a buffer, from JDK 22 on from a segment, and what
 * runs on 17 cannot name the latter; in between direct memory is left to the words.
 *
 * <p>No mask outlives the condition that it is made for: a step in which something matches is done again, a vector at a time. Masks
 * that are looked at later are left on the heap by the compilers of 17 and 25 ({@code SearchBenchmark.newline} and {@code crlf}
 * with vectors: 1.5 bytes allocated for each that is searched, ten times the time).
 */
final class VectorKernel extends WideSearch {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STEP = 4 * LANES;

    /** From a buffer to what vectors are loaded from. Null if direct memory is not for this kernel. */
    private static final MethodHandle SOURCE;

    /**
     * Which bytes at an index of a source are equal to one: a handle as a whole, since the compilers always inline a handle, but a
     * method that is compiled already only where it is called often enough, and else leave its vectors on the heap: 360 bytes for each
     * search in one process of three.
     */
    private static final MethodHandle EQUAL;

    static {
        MethodHandle source = null;
        MethodHandle equal = null;
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        int version = Runtime.version().feature();
        try {
            if (version < 19) {
                source = MethodHandles.identity(ByteBuffer.class);
                equal = equal(lookup.findStatic(
                        ByteVector.class,
                        "fromByteBuffer",
                        methodType(
                                ByteVector.class, VectorSpecies.class, ByteBuffer.class, int.class, ByteOrder.class)));
            } else if (version >= 22) {
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                source = lookup.findStatic(segment, "ofBuffer", methodType(segment, Class.forName("java.nio.Buffer")));
                equal = equal(lookup.findStatic(
                        ByteVector.class,
                        "fromMemorySegment",
                        methodType(ByteVector.class, VectorSpecies.class, segment, long.class, ByteOrder.class)));
                loadSignatures();
            }
        } catch (ReflectiveOperationException e) {
            source = null;
        }
        SOURCE = source == null ? null : source.asType(methodType(Object.class, ByteBuffer.class));
        EQUAL = source == null ? null : equal;
    }

    private static MethodHandle equal(MethodHandle load) throws ReflectiveOperationException {
        MethodHandle loaded = load.asType(
                methodType(ByteVector.class, VectorSpecies.class, Object.class, int.class, ByteOrder.class));
        MethodHandle compare = MethodHandles.lookup()
                .findVirtual(
                        ByteVector.class,
                        "compare",
                        methodType(VectorMask.class, VectorOperators.Comparison.class, byte.class));
        return MethodHandles.collectArguments(
                MethodHandles.insertArguments(compare, 1, VectorOperators.EQ),
                0,
                MethodHandles.insertArguments(
                        MethodHandles.insertArguments(loaded, 3, ByteOrder.LITTLE_ENDIAN), 0, SPECIES));
    }

    /**
     * Loads what the signatures on the way to a segment name: the compiler inlines no method whose signature names a class that is not
     * loaded, and then each search leaves the segment's session on the heap.
     */
    private static void loadSignatures() {
        for (String name : List.of(
                "jdk.internal.foreign.MemorySessionImpl$ResourceList",
                "jdk.internal.access.foreign.UnmapperProxy",
                "jdk.internal.foreign.MappedMemorySegmentImpl")) {
            try {
                Class.forName(name, false, null);
            } catch (ClassNotFoundException e) {
                // Another JDK names others, or none.
            }
        }
    }

    /** A segment begins at the buffer's position. */
    private static final boolean SEGMENTS = Runtime.version().feature() >= 22;

    VectorKernel() {}

    @Override
    boolean canRead(ByteBuffer memory, int from, int to) {
        return memory.hasArray()
                || (EQUAL != null && memory.isDirect() && memory.position() <= from && to <= memory.limit());
    }

    @Override
    int inArray(byte[] memory, int from, int to, byte b) {
        int at = from;
        for (; at <= to - STEP; at += STEP) {
            VectorMask<Byte> low = equal(memory, at, b).or(equal(memory, at + LANES, b));
            VectorMask<Byte> high = equal(memory, at + 2 * LANES, b).or(equal(memory, at + 3 * LANES, b));
            if (low.or(high).anyTrue()) {
                break;
            }
        }
        for (; at <= to - LANES; at += LANES) {
            VectorMask<Byte> mask = equal(memory, at, b);
            if (mask.anyTrue()) {
                return at + mask.firstTrue();
            }
        }
        for (; at < to; at++) {
            if (memory[at] == b) {
                return at;
            }
        }
        return -1;
    }

    @Override
    @SuppressWarnings("unchecked") // masks of bytes
    int inDirect(ByteBuffer memory, int from, int to, byte b) {
        int shift = SEGMENTS ? memory.position() : 0;
        int end = to - shift;
        int at = from - shift;
        try {
            Object source = (Object) SOURCE.invokeExact(memory);
            for (; at <= end - STEP; at += STEP) {
                VectorMask<Byte> low = ((VectorMask<Byte>) EQUAL.invokeExact(source, at, b))
                        .or((VectorMask<Byte>) EQUAL.invokeExact(source, at + LANES, b));
                VectorMask<Byte> high = ((VectorMask<Byte>) EQUAL.invokeExact(source, at + 2 * LANES, b))
                        .or((VectorMask<Byte>) EQUAL.invokeExact(source, at + 3 * LANES, b));
                if (low.or(high).anyTrue()) {
                    break;
                }
            }
            for (; at <= end - LANES; at += LANES) {
                VectorMask<Byte> mask = (VectorMask<Byte>) EQUAL.invokeExact(source, at, b);
                if (mask.anyTrue()) {
                    return shift + at + mask.firstTrue();
                }
            }
        } catch (Throwable e) {
            throw failed(e);
        }
        for (at += shift; at < to; at++) {
            if (memory.get(at) == b) {
                return at;
            }
        }
        return -1;
    }

    @Override
    int pairInArray(byte[] memory, int from, int to, byte first, byte second, int distance) {
        int end = to - distance;
        int at = from;
        for (; at <= end - 2 * LANES; at += 2 * LANES) {
            VectorMask<Byte> low = equal(memory, at, first).and(equal(memory, at + distance, second));
            VectorMask<Byte> high = equal(memory, at + LANES, first).and(equal(memory, at + LANES + distance, second));
            if (low.or(high).anyTrue()) {
                break;
            }
        }
        for (; at <= end - LANES; at += LANES) {
            VectorMask<Byte> mask = equal(memory, at, first).and(equal(memory, at + distance, second));
            if (mask.anyTrue()) {
                return at + mask.firstTrue();
            }
        }
        for (; at < end; at++) {
            if (memory[at] == first && memory[at + distance] == second) {
                return at;
            }
        }
        return -1;
    }

    @Override
    @SuppressWarnings("unchecked") // masks of bytes
    int pairInDirect(ByteBuffer memory, int from, int to, byte first, byte second, int distance) {
        int shift = SEGMENTS ? memory.position() : 0;
        int end = to - distance - shift;
        int at = from - shift;
        try {
            Object source = (Object) SOURCE.invokeExact(memory);
            for (; at <= end - 2 * LANES; at += 2 * LANES) {
                VectorMask<Byte> low = ((VectorMask<Byte>) EQUAL.invokeExact(source, at, first))
                        .and((VectorMask<Byte>) EQUAL.invokeExact(source, at + distance, second));
                VectorMask<Byte> high = ((VectorMask<Byte>) EQUAL.invokeExact(source, at + LANES, first))
                        .and((VectorMask<Byte>) EQUAL.invokeExact(source, at + LANES + distance, second));
                if (low.or(high).anyTrue()) {
                    break;
                }
            }
            for (; at <= end - LANES; at += LANES) {
                VectorMask<Byte> mask = ((VectorMask<Byte>) EQUAL.invokeExact(source, at, first))
                        .and((VectorMask<Byte>) EQUAL.invokeExact(source, at + distance, second));
                if (mask.anyTrue()) {
                    return shift + at + mask.firstTrue();
                }
            }
        } catch (Throwable e) {
            throw failed(e);
        }
        for (at += shift; at < to - distance; at++) {
            if (memory.get(at) == first && memory.get(at + distance) == second) {
                return at;
            }
        }
        return -1;
    }

    private static VectorMask<Byte> equal(byte[] memory, int at, byte b) {
        return ByteVector.fromArray(SPECIES, memory, at).compare(VectorOperators.EQ, b);
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}
