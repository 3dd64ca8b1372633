package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.benchmarks.OwnPool;
import java.io.IOException;
import java.nio.ByteBuffer;

/** This library's ways to hand a block over; all are taken out with {@code take}. */
abstract class PipeHandOvers extends HandOver {
    final ChunkPool pool = OwnPool.of(MemoryKind.DIRECT);
    final PipeWriter writer;
    private final Pipe pipe;
    private final PipeReader reader;

    PipeHandOvers(int holds) {
        pipe = Pipe.create(
                PipeOptions.builder().pool(pool).pauseThreshold(holds).build());
        writer = pipe.writer();
        reader = pipe.reader();
    }

    static void fill(ByteBuffer room, int length, byte mark) {
        int at = room.position();
        room.put(at, mark).put(at + length - 1, (byte) ~mark);
    }

    @Override
    public void awaitRoom() throws IOException, InterruptedException {
        writer.awaitWritable();
    }

    @Override
    public int take(int length) throws IOException, InterruptedException {
        Bytes block = reader.take(length);
        while (block == null) {
            reader.awaitReadable(length);
            block = reader.take(length);
        }
        int seen = seen(block.get(0), block.get(length - 1));
        block.close();
        return seen;
    }

    @Override
    public void close() {
        pipe.close();
    }

    /** The pipe's own buffer is filled. */
    static final class Filled extends PipeHandOvers {
        Filled(int holds) {
            super(holds);
        }

        @Override
        public void give(int length, byte mark) {
            fill(writer.getBuffer(length), length, mark);
            writer.bufferWritten(length);
        }
    }

    /** A chunk of the pool is filled, and linked by {@code write(Bytes)}. */
    static final class Linked extends PipeHandOvers {
        Linked(int holds) {
            super(holds);
        }

        @Override
        public void give(int length, byte mark) {
            Chunk chunk = pool.acquire(length);
            fill(chunk.memory(), length, mark);
            try (Bytes block = Bytes.of(chunk, 0, length)) {
                chunk.release();
                writer.write(block);
            }
            writer.flush();
        }
    }

    /** Another pipe's buffer is filled, and moved by {@code transferTo}. */
    static final class Moved extends PipeHandOvers {
        private final Pipe first = Pipe.create(PipeOptions.builder().pool(pool).build());

        Moved(int holds) {
            super(holds);
        }

        @Override
        public void give(int length, byte mark) throws IOException {
            fill(first.getBuffer(length), length, mark);
            first.bufferWritten(length);
            first.transferTo(writer, length);
        }

        @Override
        public void close() {
            first.close();
            super.close();
        }
    }

    /** Memory of the giver's, filled beforehand and never changed, is given to {@code append} again and again. */
    static final class Appended extends PipeHandOvers {
        private final ByteBuffer[] blocks;

        Appended(int length, int holds) {
            super(holds);
            blocks = HandOvers.blocks(length);
        }

        @Override
        public void give(int length, byte mark) {
            writer.append(blocks[mark].duplicate());
            writer.flush();
        }
    }
}
