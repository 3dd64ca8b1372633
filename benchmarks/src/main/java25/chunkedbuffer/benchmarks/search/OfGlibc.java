package chunkedbuffer.benchmarks.search;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A text outside of the heap, for functions of the C library that are called without a change of the thread's state. */
abstract class OfGlibc extends SearchBuffer {
    static final AddressLayout POINTER = ValueLayout.ADDRESS;
    static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;

    private final Arena arena = Arena.ofConfined();

    MemorySegment text = MemorySegment.NULL;
    MemorySegment sought = MemorySegment.NULL;

    @SuppressWarnings("restricted") // natives are what this is for
    static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow();
        return linker.downcallHandle(symbol, type, Linker.Option.critical(false));
    }

    @Override
    public void fill(byte[] bytes) {
        text = copy(bytes);
    }

    @Override
    public void prepare(byte[] needle) {
        sought = copy(needle);
    }

    private MemorySegment copy(byte[] bytes) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    @Override
    public long find(byte wanted) {
        throw new UnsupportedOperationException("only sequences");
    }

    /** The index of what a function found, or -1. */
    long index(MemorySegment found) {
        return found.address() == 0 ? -1 : found.address() - text.address();
    }

    @Override
    public void close() {
        arena.close();
    }
}
