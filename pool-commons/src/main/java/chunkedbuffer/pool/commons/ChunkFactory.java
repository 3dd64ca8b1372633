package chunkedbuffer.pool.commons;

import chunkedbuffer.api.MemoryKind;
import java.nio.ByteBuffer;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.jspecify.annotations.Nullable;

/** Makes and drops the chunks of one {@link SizePool}, as far as the {@link MemoryBook} of the whole pool allows. */
final class ChunkFactory implements PooledObjectFactory<CommonsChunk> {

    private final CommonsPool pool;
    private final MemoryBook book;
    private final MemoryKind kind;
    private final int capacity;

    /** A thread that wants what is idle and nothing new. */
    private volatile @Nullable Thread refused;

    /** Where its chunks go home. */
    private @Nullable SizePool home;

    ChunkFactory(CommonsPool pool, MemoryBook book, MemoryKind kind, int capacity) {
        this.pool = pool;
        this.book = book;
        this.kind = kind;
        this.capacity = capacity;
    }

    void home(SizePool made) {
        home = made;
    }

    int capacity() {
        return capacity;
    }

    void refuse(@Nullable Thread thread) {
        refused = thread;
    }

    @Override
    public PooledObject<CommonsChunk> makeObject() throws NoMemory {
        if (refused == Thread.currentThread()) {
            throw new NoMemory();
        }
        ByteBuffer memory = allocate(book, kind, capacity);
        if (memory == null) {
            throw new NoMemory();
        }
        return new DefaultPooledObject<>(new CommonsChunk(pool, home, memory));
    }

    /** Null: it would pass the bound. */
    static @Nullable ByteBuffer allocate(MemoryBook book, MemoryKind kind, int capacity) {
        if (!book.allocate(capacity)) {
            return null;
        }
        try {
            return kind == MemoryKind.DIRECT ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
        } catch (OutOfMemoryError e) {
            book.allocationFailed(capacity);
            throw e;
        }
    }

    @Override
    public void destroyObject(PooledObject<CommonsChunk> pooled) {
        CommonsChunk chunk = pooled.getObject();
        if (chunk.letGo()) {
            if (chunk.idle) {
                book.take(capacity);
            }
            book.drop(capacity);
        }
    }

    /** Asked when a chunk comes home. */
    @Override
    public boolean validateObject(PooledObject<CommonsChunk> pooled) {
        return !pooled.getObject().doomed;
    }

    @Override
    public void activateObject(PooledObject<CommonsChunk> pooled) {}

    @Override
    public void passivateObject(PooledObject<CommonsChunk> pooled) {}

    @Override
    public String toString() {
        return "chunks of " + capacity + " bytes";
    }
}
