package chunkedbuffer.soak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all conversations have come to. */
final class Findings {

    private static final int MOST = 20;

    final LongAdder verified = new LongAdder();
    final LongAdder serverSteps = new LongAdder();
    final LongAdder serverEnds = new LongAdder();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    /** Something that may not be. */
    void wrong(String what) {
        if (wrong.size() < MOST) {
            wrong.add(what);
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    Map<String, LongAdder> counts() {
        return new TreeMap<>(counts);
    }

    long conversations() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
