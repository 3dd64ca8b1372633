package chunkedbuffer.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** The platform threads that were alive at one moment. */
final class LiveThreads {

    /** Started by the JDK, by JUnit or by Surefire when first needed, and never stopped. */
    private static final List<String> PERMANENT = List.of(
            "CompletableFutureDelayScheduler",
            "junit-jupiter-timeout-watcher",
            "process reaper",
            "surefire-forkedjvm",
            "Attach Listener",
            "Cleaner-",
            "Keep-Alive-");

    private final Set<Thread> threads;

    private LiveThreads(Set<Thread> threads) {
        this.threads = threads;
    }

    static LiveThreads now() {
        return new LiveThreads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** The name and the stack of each thread that is alive now and was not then. */
    List<String> newOnes() {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            if (thread.isAlive() && !threads.contains(thread) && !isPermanent(thread)) {
                found.add(describe(thread, each.getValue()));
            }
        }
        return found;
    }

    private static boolean isPermanent(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        if (group == null || group.getParent() == null) {
            return true; // ended just now, or one of the JVM's own
        }
        String type = thread.getClass().getName();
        if (type.startsWith("jdk.internal.") || type.equals("java.util.concurrent.DelayScheduler")) {
            return true; // carriers, pollers and the timer of virtual threads; cleaners
        }
        if (thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool()) {
            return true;
        }
        return PERMANENT.stream().anyMatch(thread.getName()::startsWith);
    }

    private static String describe(Thread thread, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder("thread alive: \"" + thread.getName() + "\" " + thread.getState());
        for (StackTraceElement frame : stack) {
            text.append("\n        at ").append(frame);
        }
        return text.toString();
    }
}
