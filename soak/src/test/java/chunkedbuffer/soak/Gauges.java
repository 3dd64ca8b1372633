package chunkedbuffer.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a process holds.
 *
 * @param second since the beginning
 * @param heap bytes that live after a collection
 * @param direct bytes of direct memory
 * @param descriptors that are open
 * @param threads that live
 * @param chunks bytes of the pools that are in use
 * @param verified bytes that were found to be right, so far
 * @param conversations so far
 */
record Gauges(
        long second,
        long heap,
        long direct,
        long descriptors,
        long threads,
        long chunks,
        long verified,
        long conversations) {

    static final String HEADER = "second,heap,direct,descriptors,threads,chunks,verified,conversations";

    static Gauges read(long second, List<World> worlds, Findings findings) {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(bean -> bean.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Gauges(
                second,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                direct,
                ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                worlds.stream()
                        .mapToLong(world -> world.pool.stats().inUseBytes())
                        .sum(),
                findings.verified.sum(),
                findings.conversations());
    }

    String line() {
        return second + "," + heap + "," + direct + "," + descriptors + "," + threads + "," + chunks + "," + verified
                + "," + conversations;
    }
}
