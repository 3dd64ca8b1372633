package chunkedbuffer.spi;

import java.util.function.LongSupplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Tells Flight Recorder of idle memory given up. To be touched only where {@link Recorder#isThere()}. */
@Name("chunkedbuffer.PoolTrim")
@Label("Pool Trim")
@Category("chunkedbuffer")
@Description("A pool gave idle chunks up; the garbage collector returns their memory to the system")
final class PoolTrimEvent extends Event {

    @Label("Pool")
    String pool = "";

    @Label("Given Up")
    @DataAmount
    long bytes;

    @Label("Idle Still")
    @DataAmount
    long idleBytes;

    @Label("Reason")
    String reason = "";

    private PoolTrimEvent() {}

    static void commit(String pool, long bytes, String reason, LongSupplier idleBytes) {
        PoolTrimEvent event = new PoolTrimEvent();
        if (event.shouldCommit()) {
            event.pool = pool;
            event.bytes = bytes;
            event.reason = reason;
            event.idleBytes = idleBytes.getAsLong();
            event.commit();
        }
    }
}
