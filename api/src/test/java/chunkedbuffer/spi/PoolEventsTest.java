package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.MemoryKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class PoolEventsTest {

    @TempDir
    private Path directory;

    private List<RecordedEvent> recorded(String name, Runnable work) throws IOException {
        Path file = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("chunkedbuffer." + name).withThreshold(Duration.ZERO);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("chunkedbuffer." + name))
                .toList();
    }

    private static final LongSupplier NOT_ASKED = () -> {
        throw new AssertionError("asked although nobody records");
    };

    @Test
    void newMemory() throws IOException {
        List<RecordedEvent> events = recorded("PoolAllocation", () -> {
            ByteBuffer memory = PoolEvents.allocate("mine", MemoryKind.DIRECT, 4096, () -> 5000);
            assertEquals(4096, memory.capacity());
            assertTrue(memory.isDirect());
        });
        assertEquals(1, events.size());
        RecordedEvent event = events.get(0);
        assertEquals("mine", event.getString("pool"));
        assertEquals(4096, event.getInt("capacity"));
        assertTrue(event.getBoolean("direct"));
        assertEquals(5000, event.getLong("poolBytes"));
        assertFalse(event.getStackTrace().getFrames().isEmpty());
    }

    @Test
    void idleMemoryGivenUp() throws IOException {
        List<RecordedEvent> events = recorded("PoolTrim", () -> {
            PoolEvents.trimmed("mine", 2048, "evicted", () -> 100);
            PoolEvents.trimmed("mine", 0, "evicted", NOT_ASKED);
        });
        assertEquals(1, events.size());
        RecordedEvent event = events.get(0);
        assertEquals("mine", event.getString("pool"));
        assertEquals(2048, event.getLong("bytes"));
        assertEquals("evicted", event.getString("reason"));
        assertEquals(100, event.getLong("idleBytes"));
    }

    @Test
    void noMemoryAtTheBound() throws IOException {
        List<RecordedEvent> events = recorded(
                "PoolExhaustion", () -> PoolEvents.exhausted("mine", 2048, 8192, 5_000_000, "in vain", () -> 7000));
        assertEquals(1, events.size());
        RecordedEvent event = events.get(0);
        assertEquals("mine", event.getString("pool"));
        assertEquals(2048, event.getInt("capacity"));
        assertEquals(8192, event.getLong("maxTotalBytes"));
        assertEquals(7000, event.getLong("inUseBytes"));
        assertEquals(Duration.ofMillis(5), event.getDuration("waited"));
        assertEquals("in vain", event.getString("outcome"));
    }

    @Test
    void aLostChunkOnceForItsPlace() throws IOException {
        LeakTracker tracker = new LeakTracker(true, lost -> {}, (delay, task) -> {});
        List<RecordedEvent> events = recorded("ChunkLeak", () -> {
            for (int i = 0; i < 2; i++) {
                Chunk lost = tracker.handOut(new Chunk(ByteBuffer.allocate(300)) {
                    @Override
                    protected void recycle() {}
                });
                lost.retain();
                ((WatchedChunk) lost).watch().enqueue();
            }
            tracker.report();
        });
        assertEquals(1, events.size());
        RecordedEvent event = events.get(0);
        assertEquals(300, event.getInt("capacity"));
        assertTrue(event.getBoolean("retained"));
        assertEquals(Thread.currentThread().getName(), event.getString("thread"));
        String place = event.getString("place");
        assertTrue(place.contains("retained by thread"), place);
        assertTrue(place.contains("PoolEventsTest"), place);
        assertTrue(place.contains("acquired by thread"), place);
    }

    @Test
    void nothingIsAskedWhereNobodyRecords() {
        ByteBuffer memory = PoolEvents.allocate("mine", MemoryKind.HEAP, 10, NOT_ASKED);
        assertFalse(memory.isDirect());
        PoolEvents.trimmed("mine", 2048, "evicted", NOT_ASKED);
        PoolEvents.exhausted("mine", 2048, 8192, 0, "in vain", NOT_ASKED);
    }
}
