package chunkedbuffer.spi;

import chunkedbuffer.api.ConnectionOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A handler executor that takes a task and throws all the same: the task runs once, there or on the event loop. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "refused: it ran on the loop")
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "taken: it ran there, and the caller has what was thrown")
@Outcome(expect = Expect.FORBIDDEN, desc = "it ran twice, or never")
@State
public class RefusedTaskStress {

    private final RejectedExecutionException refusal = new RejectedExecutionException("by the test");
    private volatile Runnable taken;
    private Thread worker;
    private int onTheLoop;
    private int there;

    private final ConnectionExecutor executor = new ConnectionExecutor(
            Runnable::run,
            ConnectionOptions.builder().handlerExecutor(takesAndThrows()).build());

    private Executor takesAndThrows() {
        return task -> {
            taken = task;
            throw refusal;
        };
    }

    private void task() {
        if (Thread.currentThread() == worker) {
            there++;
        } else {
            onTheLoop++;
        }
    }

    @Actor
    public void loop(III_Result r) {
        try {
            executor.execute(this::task);
        } catch (RejectedExecutionException e) {
            r.r3 = 1;
        }
        r.r1 = onTheLoop;
    }

    @Actor
    public void worker(III_Result r) {
        worker = Thread.currentThread();
        while (taken == null) {
            Thread.onSpinWait();
        }
        taken.run();
        r.r2 = there;
    }
}
