package chunkedbuffer.benchmarks.pool;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.benchmarks.OwnPool;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/** The work of {@link Blocks} in each library. */
final class Pools {
    private static final int MOST = 4096;

    private Pools() {}

    abstract static class OfChunks extends Blocks<Chunk> {
        private final ChunkPool pool;

        OfChunks(MemoryKind memory) {
            pool = OwnPool.of(memory);
        }

        @Override
        public Chunk acquire(int size) {
            return pool.acquire(size);
        }

        @Override
        public void release(Chunk block) {
            block.release();
        }

        @Override
        public void put(Chunk block, int index, byte value) {
            block.memory().put(index, value);
        }

        @Override
        public byte get(Chunk block, int index) {
            return block.memory().get(index);
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    static final class Direct extends OfChunks {
        Direct() {
            super(MemoryKind.DIRECT);
        }
    }

    static final class Heap extends OfChunks {
        Heap() {
            super(MemoryKind.HEAP);
        }
    }

    abstract static class OfByteBuffers extends Blocks<ByteBuffer> {
        @Override
        public void put(ByteBuffer block, int index, byte value) {
            block.put(index, value);
        }

        @Override
        public byte get(ByteBuffer block, int index) {
            return block.get(index);
        }
    }

    static final class ThreadLocalDeque extends OfByteBuffers {
        private final ThreadLocal<ArrayDeque<ByteBuffer>> deques = ThreadLocal.withInitial(ArrayDeque::new);

        @Override
        public ByteBuffer acquire(int size) {
            ByteBuffer block = deques.get().pollFirst();
            return block == null ? ByteBuffer.allocateDirect(size) : block;
        }

        @Override
        public void release(ByteBuffer block) {
            deques.get().addFirst(block);
        }
    }

    abstract static class OfNetty extends Blocks<ByteBuf> {
        private final ByteBufAllocator allocator;

        OfNetty(ByteBufAllocator allocator) {
            this.allocator = allocator;
        }

        @Override
        public ByteBuf acquire(int size) {
            return allocator.directBuffer(size);
        }

        @Override
        public void release(ByteBuf block) {
            block.release();
        }

        @Override
        public void put(ByteBuf block, int index, byte value) {
            block.setByte(index, value);
        }

        @Override
        public byte get(ByteBuf block, int index) {
            return block.getByte(index);
        }
    }

    static final class NettyPooled extends OfNetty {
        NettyPooled() {
            super(PooledByteBufAllocator.DEFAULT);
        }
    }

    static final class NettyAdaptive extends OfNetty {
        NettyAdaptive() {
            super(new AdaptiveByteBufAllocator());
        }
    }

    static final class OkioBuffers extends Blocks<okio.Buffer> {
        @Override
        public okio.Buffer acquire(int size) {
            okio.Buffer block = new okio.Buffer();
            block.writeByte(0);
            return block;
        }

        @Override
        public void release(okio.Buffer block) {
            block.clear();
        }

        @Override
        public void put(okio.Buffer block, int index, byte value) {
            byte[] bytes = Arrays.copyOf(block.readByteArray(), index + 1);
            bytes[index] = value;
            block.write(bytes);
        }

        @Override
        public byte get(okio.Buffer block, int index) {
            return block.getByte(index);
        }
    }

    static final class KotlinxBuffers extends Blocks<kotlinx.io.Buffer> {
        @Override
        public kotlinx.io.Buffer acquire(int size) {
            kotlinx.io.Buffer block = new kotlinx.io.Buffer();
            block.writeByte((byte) 0);
            return block;
        }

        @Override
        public void release(kotlinx.io.Buffer block) {
            block.clear();
        }

        @Override
        public void put(kotlinx.io.Buffer block, int index, byte value) {
            byte[] bytes = new byte[index + 1];
            block.readAtMostTo(bytes, 0, bytes.length);
            bytes[index] = value;
            block.write(bytes, 0, bytes.length);
        }

        @Override
        public byte get(kotlinx.io.Buffer block, int index) {
            return block.get(index);
        }
    }

    static final class OkioSegments extends Blocks<okio.Segment> {
        @Override
        public okio.Segment acquire(int size) {
            return okio.SegmentPool.take();
        }

        @Override
        public void release(okio.Segment block) {
            okio.SegmentPool.recycle(block);
        }

        @Override
        public void put(okio.Segment block, int index, byte value) {
            block.data[index] = value;
        }

        @Override
        public byte get(okio.Segment block, int index) {
            return block.data[index];
        }
    }

    static final class KotlinxSegments extends Blocks<kotlinx.io.Segment> {
        @Override
        public kotlinx.io.Segment acquire(int size) {
            return kotlinx.io.SegmentPool.take();
        }

        @Override
        public void release(kotlinx.io.Segment block) {
            kotlinx.io.SegmentPool.recycle(block);
        }

        @Override
        public void put(kotlinx.io.Segment block, int index, byte value) {
            data(block)[index] = value;
        }

        @Override
        public byte get(kotlinx.io.Segment block, int index) {
            return data(block)[index];
        }

        /** Hidden from Java's compiler; for the check alone. */
        private static byte[] data(kotlinx.io.Segment block) {
            try {
                return (byte[]) kotlinx.io.Segment.class
                        .getMethod("dataAsByteArray", boolean.class)
                        .invoke(block, true);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("kotlinx.io.Segment has changed", e);
            }
        }
    }

    static final class Jetty extends Blocks<RetainableByteBuffer> {
        private final ArrayByteBufferPool pool = new ArrayByteBufferPool();

        @Override
        public RetainableByteBuffer acquire(int size) {
            return pool.acquire(size, true);
        }

        @Override
        public void release(RetainableByteBuffer block) {
            block.release();
        }

        @Override
        public void put(RetainableByteBuffer block, int index, byte value) {
            block.getByteBuffer().limit(index + 1).put(index, value);
        }

        @Override
        public byte get(RetainableByteBuffer block, int index) {
            return block.getByteBuffer().get(index);
        }
    }

    static final class Commons extends OfByteBuffers {
        private final GenericObjectPool<ByteBuffer> pool;

        Commons(int size) {
            GenericObjectPoolConfig<ByteBuffer> config = new GenericObjectPoolConfig<>();
            config.setMaxTotal(MOST);
            config.setMaxIdle(MOST);
            config.setJmxEnabled(false);
            pool = new GenericObjectPool<>(
                    new BasePooledObjectFactory<>() {
                        @Override
                        public ByteBuffer create() {
                            return ByteBuffer.allocateDirect(size);
                        }

                        @Override
                        public PooledObject<ByteBuffer> wrap(ByteBuffer block) {
                            return new DefaultPooledObject<>(block);
                        }
                    },
                    config);
            pool.setCollectDetailedStatistics(false);
        }

        @Override
        public ByteBuffer acquire(int size) throws Exception {
            return pool.borrowObject();
        }

        @Override
        public void release(ByteBuffer block) {
            pool.returnObject(block);
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    static final class CommonsKeyed extends OfByteBuffers {
        private final GenericKeyedObjectPool<Integer, ByteBuffer> pool;

        CommonsKeyed() {
            GenericKeyedObjectPoolConfig<ByteBuffer> config = new GenericKeyedObjectPoolConfig<>();
            config.setMaxTotal(MOST);
            config.setMaxTotalPerKey(MOST);
            config.setMaxIdlePerKey(MOST);
            config.setJmxEnabled(false);
            pool = new GenericKeyedObjectPool<>(
                    new BaseKeyedPooledObjectFactory<>() {
                        @Override
                        public ByteBuffer create(Integer size) {
                            return ByteBuffer.allocateDirect(size);
                        }

                        @Override
                        public PooledObject<ByteBuffer> wrap(ByteBuffer block) {
                            return new DefaultPooledObject<>(block);
                        }
                    },
                    config);
            pool.setCollectDetailedStatistics(false);
        }

        @Override
        public ByteBuffer acquire(int size) throws Exception {
            return pool.borrowObject(size);
        }

        @Override
        public void release(ByteBuffer block) {
            pool.returnObject(block.capacity(), block);
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
