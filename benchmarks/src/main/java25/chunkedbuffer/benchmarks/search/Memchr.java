package chunkedbuffer.benchmarks.search;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** {@code memchr}. */
final class Memchr extends OfGlibc {
    private static final MethodHandle MEMCHR =
            function("memchr", FunctionDescriptor.of(POINTER, POINTER, ValueLayout.JAVA_INT, SIZE));

    @Override
    public long find(byte wanted) {
        try {
            long from = text.address() + Haystack.FROM;
            MemorySegment found = (MemorySegment)
                    MEMCHR.invokeExact(MemorySegment.ofAddress(from), (int) wanted, text.byteSize() - Haystack.FROM);
            return index(found);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
