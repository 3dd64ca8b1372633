package chunkedbuffer.core;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** A pipe in a stress test, its pool, and the few steps that the tests are made of. */
class StressedPipe {
    /** What a result holds when a promise was broken. */
    static final int BROKEN = -1;

    final CountedChunks pool = new CountedChunks();
    final Pipe pipe;

    StressedPipe() {
        pipe = Pipe.create(options(pool.options()).build());
    }

    /** Options of the test's own. */
    PipeOptions.Builder options(PipeOptions.Builder options) {
        return options;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] data) {
        return data == null ? "" : new String(data, StandardCharsets.ISO_8859_1);
    }

    boolean send(String text) {
        pipe.write(bytes(text));
        return pipe.flush();
    }

    /** What a read gives. No stream in these tests fails, and nobody is interrupted. */
    static <T> T now(Callable<T> read) {
        try {
            return read.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** All that is there; "" if nothing is. */
    String rest() {
        return text(now(() -> pipe.readAtMost(-1)));
    }

    /** Chunks that are out after the pipe was closed: 0, or it is {@link #BROKEN}. */
    int closed() {
        pipe.close();
        pipe.eof();
        return pool.out.get() == 0 ? 0 : BROKEN;
    }
}
