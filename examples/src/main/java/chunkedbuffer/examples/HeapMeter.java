package chunkedbuffer.examples;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the bytes that threads allocate on the heap: those that live at the end, without the one that draws the progress bar.
 */
final class HeapMeter {

    private static final String PROGRESS_BAR_THREAD = "ProgressBar";

    private final Map<Long, Long> before = counters();

    private HeapMeter() {}

    static HeapMeter start() {
        return new HeapMeter();
    }

    /** Bytes allocated since the start. */
    long allocated() {
        long sum = 0;
        for (Map.Entry<Long, Long> now : counters().entrySet()) {
            sum += now.getValue() - before.getOrDefault(now.getKey(), 0L);
        }
        return sum;
    }

    private static Map<Long, Long> counters() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        long[] allocated = threads.getThreadAllocatedBytes(ids);
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        Map<Long, Long> counters = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && !infos[i].getThreadName().equals(PROGRESS_BAR_THREAD)) {
                counters.put(ids[i], allocated[i]);
            }
        }
        return counters;
    }
}
