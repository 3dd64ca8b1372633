package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.util.Arrays;

/** What a pipe must hold and say, told in the plainest way: two arrays, some numbers and two flags. */
final class PipeModel {
    private final long pauseThreshold;
    private final long resumeThreshold;

    private byte[] flushed = {};
    private byte[] unflushed = {};
    private long written;
    private long consumed;
    private long examined;
    private long looked;
    private long maybeLooked;
    private boolean paused;

    /** Until the reader has come here, it is not said whether the writer is paused. */
    private long unsaidUntil;

    boolean ended;
    Throwable cause;

    PipeModel(PipeOptions options) {
        pauseThreshold = options.pauseThreshold();
        resumeThreshold = options.resumeThreshold();
    }

    int length() {
        return flushed.length;
    }

    int unflushed() {
        return unflushed.length;
    }

    byte[] there() {
        return flushed;
    }

    byte[] first(int n) {
        return Arrays.copyOf(flushed, n);
    }

    void write(byte[] data) {
        unflushed = join(unflushed, data);
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    void flush() {
        written += unflushed.length;
        flushed = join(flushed, unflushed);
        unflushed = new byte[0];
        if (pauseThreshold > 0 && unexamined() >= pauseThreshold) {
            paused = true;
        }
    }

    void end(Throwable why) {
        flush();
        ended = true;
        cause = why;
    }

    void consume(int n) {
        flushed = Arrays.copyOfRange(flushed, n, flushed.length);
        consumed += n;
        resume();
    }

    /** A read or a search found too little. */
    void examineAll() {
        looked = consumed + flushed.length;
        examine(looked);
    }

    /** Whether there is more than was looked at; null: it is left open how much that was. */
    Boolean hasMore() {
        long there = consumed + flushed.length;
        if (ended || there > Math.max(consumed, Math.max(looked, maybeLooked))) {
            return true;
        }
        return there <= Math.max(consumed, looked) ? false : null;
    }

    /** A wait for bytes. */
    void examineAhead(long n) {
        examine(consumed + n);
    }

    private void examine(long position) {
        examined = Math.max(examined, position);
        resume();
    }

    /** How much a call has examined is left open: it may be anything that is there. */
    void examinedSomething() {
        examinedSomething(length());
    }

    /** The same of a wait for {@code n} bytes. */
    void examinedSomething(long n) {
        unsaidUntil = Math.max(unsaidUntil, consumed + n);
        maybeLooked = consumed + length();
    }

    /** Bytes consumed since the beginning. */
    long position() {
        return consumed;
    }

    private void resume() {
        if (unexamined() <= resumeThreshold) {
            paused = false;
        }
    }

    private long unexamined() {
        return written - Math.max(consumed, examined);
    }

    /** Fails unless the pipe says the same. */
    void compare(Pipe pipe) {
        assertEquals(flushed.length, pipe.length(), "length");
        assertEquals(unflushed.length, pipe.unflushed(), "unflushed");
        assertEquals(ended, pipe.isEof(), "isEof");
        assertEquals(ended && flushed.length == 0, pipe.isExhausted(), "isExhausted");
        assertEquals(cause, pipe.failure(), "failure");
        if (!ended) {
            compareWritable(pipe.isWritable(), "isWritable");
        }
    }

    void compareWritable(boolean said, String what) {
        if (consumed < unsaidUntil) {
            paused = !said;
        } else {
            assertEquals(!paused, said, what);
        }
    }

    @Override
    public String toString() {
        return "flushed " + written + ", consumed " + consumed + ", examined " + examined + ", unflushed "
                + unflushed.length + (paused ? ", paused" : "") + (ended ? ", ended" : "");
    }
}
