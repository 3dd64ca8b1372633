package chunkedbuffer.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One read of a stream, tried again after each wait until it succeeds. A try that fails consumes nothing.
 *
 * @param <T> what is read
 */
abstract class StreamRead<T> {

    /** The most that virtual machines put into one array. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** What a peer can make a search without a limit of its own collect: an endless line must not fill the memory. */
    private static final int MOST_UNLIMITED = 16 << 20;

    private static final byte[] NOTHING = {};

    private @Nullable T result;
    private long seen;

    /**
     * Tries.
     *
     * @param ended a wait is over and brought fewer bytes than it was for: nothing more will come. Pipes tell that themselves;
     *     a mock may not, and must not be asked for ever
     * @return whether the read is done, with {@link #result()}
     */
    final boolean attempt(PipeReader input, boolean ended) throws IOException {
        // Before the try: what comes in between it and the wait must end the wait.
        seen = input.length();
        result = read(input, ended);
        if (result != null) {
            return true;
        }
        if (!ended && !endsUntold(input)) {
            return false;
        }
        Throwable failure = input.failure();
        if (failure != null) {
            throw StreamFailure.ended(failure);
        }
        result = atEnd();
        return true;
    }

    @Nullable
    T result() {
        return result;
    }

    abstract @Nullable T read(PipeReader input, boolean ended) throws IOException;

    /** The result at the end of the stream. */
    abstract @Nullable T atEnd();

    /** Whether the end has come, for those reads whose {@code null} does not tell it from "not yet". */
    boolean endsUntold(PipeReader input) {
        return false;
    }

    /** How many bytes to wait for after a try that failed. */
    long wanted() {
        return seen + 1;
    }

    static StreamRead<String> line() {
        return new Line() {
            @Override
            @Nullable
            String read(PipeReader input, boolean ended) throws IOException {
                return limited(input, input.readLine(UTF_8), "end of line");
            }
        };
    }

    static StreamRead<String> line(int maxLength) {
        Check.atLeast(0, maxLength, "maxLength");
        return new Line() {
            @Override
            @Nullable
            String read(PipeReader input, boolean ended) throws IOException {
                return input.readLine(UTF_8, maxLength);
            }
        };
    }

    static StreamRead<byte[]> until(byte[] separator, boolean skipSeparator) {
        notEmpty(separator);
        return new Run() {
            @Override
            byte @Nullable [] read(PipeReader input, boolean ended) throws IOException {
                return limited(input, input.readUntil(separator, skipSeparator), "separator");
            }
        };
    }

    static StreamRead<byte[]> until(byte[] separator, boolean skipSeparator, int maxLength) {
        notEmpty(separator);
        Check.atLeast(0, maxLength, "maxLength");
        return new Run() {
            @Override
            byte @Nullable [] read(PipeReader input, boolean ended) throws IOException {
                return input.readUntil(separator, skipSeparator, maxLength);
            }
        };
    }

    static StreamRead<byte[]> some(int n) {
        Check.atLeast(-1, n, "n");
        return n == -1
                ? new ToEnd()
                : new Run() {
                    @Override
                    byte @Nullable [] read(PipeReader input, boolean ended) throws IOException {
                        return n == 0 ? NOTHING : input.readAtMost(n);
                    }
                };
    }

    static StreamRead<byte[]> exactly(int n) {
        Check.atLeast(0, n, "n");
        return new Run() {
            @Override
            byte @Nullable [] read(PipeReader input, boolean ended) throws IOException {
                return n == 0 ? NOTHING : input.readBytes(n);
            }

            @Override
            long wanted() {
                return n;
            }
        };
    }

    /** Reads into arrays: to be used again and again, so that it makes no garbage. */
    static final class Into extends StreamRead<StreamRead.Into> {

        private ByteBuffer target = ByteBuffer.wrap(NOTHING);
        private int count;

        void aim(byte[] array, int offset, int length) {
            if (target.array() != array) {
                target = ByteBuffer.wrap(array);
            }
            target.limit(offset + length).position(offset);
        }

        /** How many bytes were read, or -1. */
        int count() {
            return count;
        }

        @Override
        @Nullable
        Into read(PipeReader input, boolean ended) throws IOException {
            count = input.readInto(target);
            return count == 0 ? null : this;
        }

        @Override
        Into atEnd() {
            count = -1;
            return this;
        }
    }

    private static <R> @Nullable R limited(PipeReader input, @Nullable R found, String wanted)
            throws LimitExceededException {
        if (found == null && input.length() > MOST_UNLIMITED) {
            throw new LimitExceededException(
                    "No " + wanted + " within the first " + input.length() + " bytes, the limit is " + MOST_UNLIMITED
                            + ": read with a maxLength that is larger, or close; nothing was consumed");
        }
        return found;
    }

    private static void notEmpty(byte[] separator) {
        if (separator.length == 0) {
            throw new IllegalArgumentException("separator is empty: give at least one byte");
        }
    }

    private abstract static class Line extends StreamRead<String> {

        @Override
        final @Nullable String atEnd() {
            return null;
        }

        @Override
        final boolean endsUntold(PipeReader input) {
            return input.isExhausted();
        }
    }

    private abstract static class Run extends StreamRead<byte[]> {

        @Override
        final byte[] atEnd() {
            return NOTHING;
        }
    }

    private static final class ToEnd extends Run {

        @Override
        byte @Nullable [] read(PipeReader input, boolean ended) throws IOException {
            if (input.length() > LONGEST_ARRAY) {
                throw new LimitExceededException("read(-1) found more than " + LONGEST_ARRAY
                        + " bytes, which no array can hold: read them in parts");
            }
            if (!ended && !input.isEof()) {
                return null;
            }
            Throwable failure = input.failure();
            if (failure != null) {
                throw StreamFailure.ended(failure);
            }
            return input.readAtMost(-1);
        }

        @Override
        long wanted() {
            return LONGEST_ARRAY + 1L;
        }
    }
}
