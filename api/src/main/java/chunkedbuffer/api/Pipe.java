package chunkedbuffer.api;

/**
 * A stream of bytes between one writer and one reader, held in pooled chunks.
 *
 * <p>The writer asks for memory ({@link #getBuffer()}), fills it (or lets the kernel fill it), and publishes what it wrote
 * ({@link #bufferWritten(int)}); the reader parses in place ({@link #buffered()}, {@link #indexOf(byte)}), takes slices
 * without a copy ({@link #take(long)}) or copies once ({@link #readBytes(int)}). Back-pressure, the end of the stream and
 * failures travel with the bytes.
 *
 * <p><b>Threads.</b> One thread at a time may be the writer and one thread at a time may be the reader; the two may run at
 * once and need no lock around the pipe. They may be one thread. {@link #close()} may be called from any thread.
 *
 * <p><b>Memory.</b> Chunks come from {@link PipeOptions#pool()} and go back when they have been read and every {@link Bytes}
 * taken from them is closed. A pipe that is empty, with nothing unflushed and no buffer handed out, holds no chunk.
 *
 * <pre>{@code
 * try (Pipe pipe = Pipe.create()) {
 *     ByteBuffer buffer = pipe.getBuffer(4);
 *     buffer.put("test".getBytes(UTF_8));
 *     pipe.bufferWritten(4);
 *     System.out.println(pipe.readLine(UTF_8));      // null
 *     pipe.write("\r\n".getBytes(UTF_8));
 *     pipe.flush();
 *     System.out.println(pipe.readLine(UTF_8));      // test
 * }
 * }</pre>
 */
public interface Pipe extends PipeReader, PipeWriter {

    /**
     * A new pipe with {@linkplain PipeOptions#defaults() the default options}.
     *
     * @return an open, empty pipe
     * @throws IllegalStateException if no {@code PipeProvider} is found; the message says which artifact to add
     */
    static Pipe create() {
        return create(PipeOptions.defaults());
    }

    /**
     * A new pipe, made by the provider that the options name, else by the one that the system property
     * {@code chunkedbuffer.pipe} names, else by the one with the highest priority.
     *
     * @param options pool, sizes, thresholds and executors
     * @return an open, empty pipe
     * @throws IllegalStateException if no such {@code PipeProvider} is found; the message lists those that were
     */
    static Pipe create(PipeOptions options) {
        return Providers.pipe(options);
    }

    /**
     * The reader's end alone, to hand to the code that reads.
     *
     * @return a view of this pipe, the same object at each call, whose {@code close()} closes the reader's end only
     */
    PipeReader reader();

    /**
     * The writer's end alone, to hand to the code that writes.
     *
     * @return a view of this pipe, the same object at each call; it ends with {@link PipeWriter#eof()}
     */
    PipeWriter writer();

    /**
     * Closes both ends: drops what is buffered and returns every chunk to its pool.
     *
     * <p>Idempotent, and safe from any thread, also while the writer and the reader are at work. Waiters on either side wake
     * with an exception. A chunk whose buffer is out goes back at the writer's next call, which throws
     * {@link ReaderClosedException}. Reads that follow throw {@link IllegalStateException}. {@link Bytes} that were taken
     * stay good until they are closed.
     */
    @Override
    void close();
}
