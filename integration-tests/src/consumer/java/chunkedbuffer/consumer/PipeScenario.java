package chunkedbuffer.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes and reads through a pipe: the default one, and one with each kind of memory. */
final class PipeScenario {
    private PipeScenario() {}

    static void run() throws IOException {
        try (Pipe pipe = Pipe.create()) {
            exchange(pipe);
        }
        for (MemoryKind kind : MemoryKind.values()) {
            try (ChunkPool pool =
                    ChunkPool.create(ChunkPoolOptions.builder().memory(kind).build())) {
                try (Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
                    exchange(pipe);
                }
                Main.check(pool.stats().inUse() == 0, kind + ": " + pool.stats());
                Main.check(pool.stats().acquired() > 0, kind + ": " + pool.stats());
            }
        }
    }

    private static void exchange(Pipe pipe) throws IOException {
        byte[] line = "first line\r\n".getBytes(UTF_8);
        ByteBuffer buffer = pipe.getBuffer(line.length);
        buffer.put(line);
        pipe.bufferWritten(line.length);
        byte[] block = new byte[20_000];
        Arrays.fill(block, (byte) 7);
        pipe.write(block);
        pipe.flush();
        pipe.eof();

        Main.check("first line".equals(pipe.readLine(UTF_8)), "the line");
        try (Bytes bytes = pipe.take(block.length)) {
            Main.check(bytes != null && bytes.contentEquals(block), "the block");
        }
        Main.check(pipe.isExhausted(), "the end");
    }
}
