package chunkedbuffer.spi;

import java.util.function.LongSupplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** Tells Flight Recorder of a pool at its bound. To be touched only where {@link Recorder#isThere()}. */
@Name("chunkedbuffer.PoolExhaustion")
@Label("Pool Exhaustion")
@Category("chunkedbuffer")
@Description("A pool had no memory for a chunk: it is at its bound, maxTotalBytes")
final class PoolExhaustionEvent extends Event {

    @Label("Pool")
    String pool = "";

    @Label("Capacity")
    @Description("Of the chunk that was sought")
    @DataAmount
    int capacity;

    @Label("In Use")
    @DataAmount
    long inUseBytes;

    @Label("Bound")
    @Description("maxTotalBytes")
    @DataAmount
    long maxTotalBytes;

    @Label("Waited")
    @Timespan
    long waited;

    @Label("Outcome")
    String outcome = "";

    private PoolExhaustionEvent() {}

    static void commit(
            String pool, int capacity, long maxTotalBytes, long waitedNanos, String outcome, LongSupplier inUseBytes) {
        PoolExhaustionEvent event = new PoolExhaustionEvent();
        if (event.shouldCommit()) {
            event.pool = pool;
            event.capacity = capacity;
            event.maxTotalBytes = maxTotalBytes;
            event.waited = waitedNanos;
            event.outcome = outcome;
            event.inUseBytes = inUseBytes.getAsLong();
            event.commit();
        }
    }
}
