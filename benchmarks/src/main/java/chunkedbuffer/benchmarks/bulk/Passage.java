package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;

/** What bytes pass through from one thread to another: a pipe, or what a library has in its place. */
public abstract class Passage {
    /**
     * By the writer: passes bytes on and waits for room if need be.
     *
     * @param src where they are, to be copied
     * @param offset the first one
     * @param length how many
     * @throws IOException never
     * @throws InterruptedException never
     */
    public abstract void write(byte[] src, int offset, int length) throws IOException, InterruptedException;

    /**
     * By the writer, after the last write of a trip: what it still holds back goes on.
     *
     * @throws IOException never
     */
    public void end() throws IOException {}

    /**
     * By the reader: waits for bytes and takes some.
     *
     * @param dst where to
     * @return how many, at least 1
     * @throws IOException never
     * @throws InterruptedException never
     */
    public abstract int read(byte[] dst) throws IOException, InterruptedException;

    /**
     * Gives the memory back.
     *
     * @throws IOException never
     */
    public void close() throws IOException {}
}
