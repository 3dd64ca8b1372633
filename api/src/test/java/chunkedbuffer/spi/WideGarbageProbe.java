package chunkedbuffer.spi;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What {@link WideSearchTest} starts: says what a wide search leaves on the heap once it is compiled. */
public final class WideGarbageProbe {
    private static final int SEARCHES = 20_000;

    /** Bytes of all searches: what the loop around them needs while it is compiled anew. */
    private static final long NEXT_TO_NOTHING = 1000;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private WideGarbageProbe() {}

    /** Prints the bytes of a search: 0, or the least that was seen before patience ended. */
    public static void main(String[] args) throws Exception {
        ByteBuffer direct = ByteBuffer.allocateDirect(5000).order(ByteOrder.LITTLE_ENDIAN);
        System.out.println(Math.max(least(direct), least(ByteBuffer.allocate(5000))));
    }

    private static long least(ByteBuffer memory) throws Exception {
        memory.put(4097, (byte) '\n').put(4098, (byte) '.');
        WideSearch wide = Objects.requireNonNull(WideSearch.FOUND, "no vectors");
        long begin = System.nanoTime();
        long least = Integer.MAX_VALUE;
        while (least > 0 && System.nanoTime() - begin < PATIENCE) {
            long before = allocated();
            for (int i = 0; i < SEARCHES; i++) {
                if (wide.in(memory, 0, 5000, (byte) '\n') != 4097
                        || wide.in(memory, 0, 5000, (byte) '\n', (byte) '.', 1) != 4097) {
                    throw new AssertionError("not found");
                }
            }
            long left = allocated() - before;
            least = Math.min(least, left < NEXT_TO_NOTHING ? 0 : left / SEARCHES);
        }
        return least;
    }

    /** By this thread; by name, as the module of the tests does not read that of the beans. */
    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        return (long) allocated.invoke(threads);
    }
}
