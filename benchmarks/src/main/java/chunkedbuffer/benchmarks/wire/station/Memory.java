package chunkedbuffer.benchmarks.wire.station;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What this process uses. */
final class Memory {
    private Memory() {}

    /** Heap that is still reachable, and direct memory, in bytes. */
    static String used() {
        for (int i = 0; i < 3; i++) { // the first ones queue what has a cleaner
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap + " " + direct();
    }

    private static long direct() {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        // Netty has memory that the JDK does not know of; -1 where it has none.
        return direct + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** Bytes of heap that the living threads have allocated. */
    static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
