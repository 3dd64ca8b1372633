package chunkedbuffer.mocktests;

import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.PipeReader;
import java.io.IOException;

/** Reads frames of a length and as many bytes, and waits for them. On the pipe itself, for a thread that may block. */
final class FrameReader {
    private static final int LENGTH = Integer.BYTES;
    private static final int LONGEST = 1 << 20;

    private final PipeReader input;

    FrameReader(PipeReader input) {
        this.input = input;
    }

    /** The next frame, or {@code null} at the end. */
    byte[] next() throws IOException, InterruptedException {
        if (!input.awaitReadable(LENGTH)) {
            if (input.isExhausted()) {
                return null;
            }
            throw new PartialReadException("half a length", input.readAtMost(-1));
        }
        int length = input.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes, at most " + LONGEST + " are taken");
        }
        input.awaitReadable(length);
        return input.readBytes(length);
    }
}
