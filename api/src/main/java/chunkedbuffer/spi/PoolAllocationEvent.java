package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Tells Flight Recorder of new memory. To be touched only where {@link Recorder#isThere()}. */
@Name("chunkedbuffer.PoolAllocation")
@Label("Pool Allocation")
@Category("chunkedbuffer")
@Description("A pool made a new chunk, because no idle one fitted")
final class PoolAllocationEvent extends Event {

    @Label("Pool")
    String pool = "";

    @Label("Capacity")
    @DataAmount
    int capacity;

    @Label("Direct")
    boolean direct;

    @Label("Pool Size")
    @Description("All chunks of the pool, in use and idle, this one included")
    @DataAmount
    long poolBytes;

    private PoolAllocationEvent() {}

    /** In a signature without the type of an event, which need not be there. */
    static Object begun() {
        PoolAllocationEvent event = new PoolAllocationEvent();
        event.begin();
        return event;
    }

    static void commit(Object begun, String pool, ByteBuffer memory, LongSupplier poolBytes) {
        PoolAllocationEvent event = (PoolAllocationEvent) begun;
        if (event.shouldCommit()) {
            event.pool = pool;
            event.capacity = memory.capacity();
            event.direct = memory.isDirect();
            event.poolBytes = poolBytes.getAsLong();
            event.commit();
        }
    }
}
