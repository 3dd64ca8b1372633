package chunkedbuffer.benchmarks.search;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code memmem}. */
final class Memmem extends OfGlibc {
    private static final MethodHandle MEMMEM =
            function("memmem", FunctionDescriptor.of(POINTER, POINTER, SIZE, POINTER, SIZE));

    @Override
    public long find(byte[] needle) {
        try {
            long from = text.address() + Haystack.FROM;
            MemorySegment found = (MemorySegment) MEMMEM.invokeExact(
                    MemorySegment.ofAddress(from), text.byteSize() - Haystack.FROM, sought, sought.byteSize());
            return index(found);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
