package chunkedbuffer.faults;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PoolStats;

/** A pool that fails when it is told to. */
final class BrokenPool implements ChunkPool {

    /** What it does when asked for memory. */
    enum Mood {
        GOOD,
        /** It has none, and says it has. */
        EMPTY,
        /** It throws what a JVM without direct memory throws. */
        OUT_OF_MEMORY,
        EXCEPTION,
        /** It has none, and throws when asked to tell when it has. */
        EMPTY_AND_THROWS
    }

    private final ChunkPool good;
    volatile Mood mood = Mood.GOOD;

    BrokenPool(ChunkPool good) {
        this.good = good;
    }

    @Override
    public Chunk acquire(int minCapacity) {
        return switch (mood) {
            case GOOD -> good.acquire(minCapacity);
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("Cannot reserve direct memory, says the test");
            default -> throw new IllegalStateException("made by the test");
        };
    }

    @Override
    public Chunk tryAcquire(int minCapacity) {
        return switch (mood) {
            case EMPTY, EMPTY_AND_THROWS -> null;
            default -> acquire(minCapacity);
        };
    }

    @Override
    public void onAvailable(Runnable once) {
        if (mood == Mood.EMPTY_AND_THROWS) {
            throw new IllegalStateException("made by the test");
        }
        once.run();
    }

    @Override
    public PoolStats stats() {
        return good.stats();
    }

    @Override
    public void trim() {
        good.trim();
    }

    @Override
    public void close() {
        good.close();
    }
}
