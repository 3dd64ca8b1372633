package chunkedbuffer.spi;

import java.io.PrintWriter;
import java.io.StringWriter;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What {@link LeakTracker} reports, for Flight Recorder. To be touched only where {@link Recorder#isThere()}. */
@Name("chunkedbuffer.ChunkLeak")
@Label("Chunk Leak")
@Category("chunkedbuffer")
@Description("A chunk that nobody can reach was never released. Told once for each place.")
@StackTrace(false) // that of the thread that found it says nothing
final class ChunkLeakEvent extends Event {

    @Label("Capacity")
    @DataAmount
    int capacity;

    @Label("Retained")
    @Description("Whether the place is where it was retained last, and not where it was acquired")
    boolean retained;

    @Label("Thread")
    @Description("The name of the thread that did so")
    String thread;

    @Label("Place")
    @Description("The stack of the thread when it did so")
    String place;

    private ChunkLeakEvent(int capacity, Place last) {
        this.capacity = capacity;
        retained = last.isOfRetain();
        thread = last.thread();
        StringWriter text = new StringWriter();
        last.printStackTrace(new PrintWriter(text));
        place = text.toString();
    }

    static void commit(int capacity, Place last) {
        new ChunkLeakEvent(capacity, last).commit();
    }
}
