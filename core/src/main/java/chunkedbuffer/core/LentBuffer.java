package chunkedbuffer.core;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Checked} gives a writer in place of a chunk's memory: a copy of its own, from which the bytes are taken when they are said to
 * be written. So whoever keeps it and fills it later spoils no chunk, which may be another connection's by then, and is found out: what
 * is in it is compared with what was in it when it was given back.
 *
 * <p>Belongs to the writer.
 */
final class LentBuffer {

    private final ByteBuffer real;
    private final ByteBuffer lent;
    private final int start;
    private final int end;
    private final Throwable lending;
    private @Nullable ByteBuffer givenBack;

    LentBuffer(ByteBuffer real) {
        this.real = real;
        start = real.position();
        end = real.limit();
        ByteBuffer memory =
                real.isDirect() ? ByteBuffer.allocateDirect(real.capacity()) : ByteBuffer.allocate(real.capacity());
        memory.position(start).limit(end);
        memory.order(real.order());
        lent = memory;
        lending = new Throwable("handed out to " + Thread.currentThread());
    }

    ByteBuffer buffer() {
        return lent;
    }

    /** Takes over what was written: the writer still {@linkplain WriteEnd#lends lends} the real memory for so many bytes. */
    void take(int count) {
        real.put(start, lent.duplicate().clear(), start, count);
    }

    /** From now on nobody may write to it. */
    void giveBack() {
        ByteBuffer content = content();
        givenBack = ByteBuffer.allocate(content.remaining()).put(content).flip();
    }

    /** Throws if somebody has written to it since it was given back. */
    void check() {
        ByteBuffer before = givenBack;
        if (before != null && before.mismatch(content()) >= 0) {
            giveBack(); // told once
            throw new IllegalStateException(
                    "A buffer of getBuffer was written to after it was given back: it was " + lending.getMessage()
                            + ", and is good until advance, bufferWritten or the next getBuffer; ask for a new one",
                    lending);
        }
    }

    private ByteBuffer content() {
        return lent.duplicate().limit(end).position(start);
    }
}
