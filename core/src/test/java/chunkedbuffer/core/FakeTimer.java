package chunkedbuffer.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer that a test winds on. */
final class FakeTimer implements IdleWatch.Timer {

    private record Task(Duration due, Runnable what) {}

    private final List<Task> tasks = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), task));
    }

    synchronized int waiting() {
        return tasks.size();
    }

    void windOn(Duration time) {
        List<Task> due;
        synchronized (this) {
            now = now.plus(time);
            due = tasks.stream().filter(task -> task.due.compareTo(now) <= 0).toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.what.run());
    }
}
