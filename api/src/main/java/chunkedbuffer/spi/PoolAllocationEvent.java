package chunkedbuffer.spi;

import chunkedbuffer.api.MemoryKind;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Tells Flight Recorder of new memory. To be touched only where {@link Recorder#IS_THERE}. */
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

    static ByteBuffer around(String pool, MemoryKind kind, int capacity, LongSupplier poolBytes) {
        PoolAllocationEvent event = new PoolAllocationEvent();
        event.begin();
        ByteBuffer memory = PoolEvents.memory(kind, capacity);
        if (event.shouldCommit()) {
            event.pool = pool;
            event.capacity = capacity;
            event.direct = memory.isDirect();
            event.poolBytes = poolBytes.getAsLong();
            event.commit();
        }
        return memory;
    }
}
