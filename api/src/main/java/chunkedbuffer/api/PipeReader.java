package chunkedbuffer.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@link Pipe} that bytes are taken out of: copied once, in place, or as slices without a copy.
 *
 * <p>No read waits. A read that finds too few bytes returns {@code null} (or underflows) and consumes nothing; wait with
 * {@link #awaitMore()}, {@link #whenMore()} or {@link #onReadable(Runnable)}, or for a number of bytes with {@link
 * #awaitReadable(long)} or {@link #whenReadable(long)}, then read again.
 *
 * <p><b>End of the stream</b>, for every exact read ({@link #readBytes readBytes}, {@link #readUntil(byte[]) readUntil},
 * {@link #readString readString}, {@link #take take(n)}, {@link #takeUntil takeUntil}):
 *
 * <table>
 * <caption>What an exact read gives</caption>
 * <tr><th>in the pipe</th><th>the writer goes on</th><th>it has ended</th><th>it has ended with a cause</th></tr>
 * <tr><td>enough</td><td>the bytes</td><td>the bytes</td><td>the bytes</td></tr>
 * <tr><td>too few</td><td>{@code null}</td><td>{@link PartialReadException}</td><td>{@link PartialReadException}, with the
 * cause</td></tr>
 * <tr><td>nothing</td><td>{@code null}</td><td>empty</td><td>{@link IOException} with the cause, every time</td></tr>
 * </table>
 *
 * <p>{@link PartialReadException#leftover()} holds the bytes that were left; they are consumed. {@code readLine} and
 * {@code takeLine} are lenient: the last, unterminated line is a line. A read of 0 bytes is empty at any time.
 *
 * <p><b>Examined.</b> A read or a search that found too few bytes has examined all that was there, and a wait for n bytes
 * counts as having examined n. Examined bytes do not hold the writer back, so that a message larger than
 * {@link PipeOptions#pauseThreshold()} arrives.
 *
 * <p><b>Threads.</b> One thread at a time; {@link #close()} from any thread. Two readers at once are a bug of the caller:
 * detected where that costs nothing, and always under {@code -Dchunkedbuffer.checks=true}. After {@code close()} every read
 * throws {@link IllegalStateException}.
 */
public interface PipeReader extends AutoCloseable {

    /**
     * Flushed bytes that are not yet consumed. Looking at it does not count as having examined them: to ask whether a whole
     * message is there, ask {@link #has(long)}.
     *
     * @return a count of bytes, 0 or more; 0 after {@link #close()}
     */
    long length();

    /**
     * Whether {@code n} bytes are there: as {@code length() >= n}, and if not, the reader counts as having examined {@code n}, so
     * that a paused writer goes on until they are there. What a parser asks that must return to a listener's caller before it can
     * go on: one that only compares {@link #length()} would leave the writer paused before a message larger than
     * {@link PipeOptions#pauseThreshold()}.
     *
     * <p>The pipes of this library only look; this default begins a {@link #whenReadable(long)} and withdraws it, and so is
     * refused while one is pending.
     *
     * @param n number of bytes, 0 or more
     * @return whether they are there
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    default boolean has(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("has(" + n + "): a number of bytes, 0 or more");
        }
        if (n == 0 || length() < n) {
            @Nullable CompletionStage<@Nullable Void> examined = whenReadable(n);
            if (examined != null) {
                examined.toCompletableFuture().cancel(false);
            }
        }
        return length() >= n;
    }

    /**
     * Whether the writer has ended the stream. Bytes may remain.
     *
     * @return {@code true} after the writer's {@code eof}
     */
    boolean isEof();

    /**
     * Whether the writer has ended the stream and nothing remains to be read.
     *
     * @return {@code true} at the end of the stream
     */
    boolean isExhausted();

    /**
     * What the writer gave to {@link PipeWriter#eof(Throwable)}.
     *
     * @return the cause, or {@code null} if the stream has not ended or has ended well
     */
    @Nullable
    Throwable failure();

    /**
     * Copies out exactly {@code n} bytes and consumes them.
     *
     * @param n number of bytes, 0 or more
     * @return the bytes; {@code null} if there are too few yet; empty at the end
     * @throws PartialReadException if the stream ended with 1 to n - 1 bytes left
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    byte @Nullable [] readBytes(int n) throws IOException;

    /**
     * Copies out what is there, up to {@code n} bytes, and consumes it.
     *
     * @param n the most to read, or -1 for all that is there
     * @return 1 to n bytes; {@code null} if there are none yet; empty at the end or for n = 0
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code n} is below -1, or it is -1 and more than 2^31 - 9 bytes are there
     * @throws IllegalStateException after {@link #close()}
     */
    byte @Nullable [] readAtMost(int n) throws IOException;

    /**
     * Copies out all up to and with the next separator.
     *
     * @param separator the bytes to look for, at least one
     * @return the bytes with the separator; {@code null} if there is none yet; empty at the end
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code separator} is empty
     * @throws IllegalStateException after {@link #close()}
     */
    byte @Nullable [] readUntil(byte[] separator) throws IOException;

    /**
     * Copies out all up to the next separator, and consumes both.
     *
     * @param separator the bytes to look for, at least one
     * @param skipSeparator whether to leave the separator out of the result
     * @return the bytes; {@code null} if there is no separator yet; empty at the end
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code separator} is empty
     * @throws IllegalStateException after {@link #close()}
     */
    byte @Nullable [] readUntil(byte[] separator, boolean skipSeparator) throws IOException;

    /**
     * Copies out all up to the next separator, and consumes both, if at most {@code maxLength} bytes come before it.
     *
     * @param separator the bytes to look for, at least one
     * @param skipSeparator whether to leave the separator out of the result
     * @param maxLength the most bytes that may come before the separator, 0 or more
     * @return the bytes; {@code null} if there is no separator yet; empty at the end
     * @throws LimitExceededException if {@code maxLength} is passed without a separator seen; nothing is consumed
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code separator} is empty or {@code maxLength} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    byte @Nullable [] readUntil(byte[] separator, boolean skipSeparator, int maxLength) throws IOException;

    /**
     * Copies out the next bytes and leaves them in the pipe.
     *
     * @param n the most to copy, 0 or more
     * @return 1 to n bytes; {@code null} if there are none yet; empty at the end or for n = 0
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    byte @Nullable [] peek(int n) throws IOException;

    /**
     * Copies what is there, as far as it fits, into the buffer and consumes it.
     *
     * @param dst where to; its position advances
     * @return the number copied; 0 if there is nothing yet or no room; -1 at the end
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws java.nio.ReadOnlyBufferException if {@code dst} is read-only
     * @throws IllegalStateException after {@link #close()}
     */
    int readInto(ByteBuffer dst) throws IOException;

    /**
     * Decodes exactly {@code nbytes} bytes and consumes them. Malformed input is replaced as {@link String} does.
     *
     * @param nbytes number of bytes (not characters), 0 or more
     * @param charset the encoding
     * @return the string; {@code null} if there are too few bytes yet; empty at the end
     * @throws PartialReadException if the stream ended with 1 to nbytes - 1 bytes left
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code nbytes} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    @Nullable
    String readString(int nbytes, Charset charset) throws IOException;

    /**
     * Decodes the next line and consumes it. A line ends with {@code \n} or {@code \r\n}, both removed, or with the stream.
     * The terminator is looked for as bytes: the encoding must be a superset of ASCII, such as UTF-8 or ISO-8859-1.
     *
     * @param charset the encoding
     * @return the line; {@code null} if there is no whole line yet, or at the end (ask {@link #isExhausted()})
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    @Nullable
    String readLine(Charset charset) throws IOException;

    /**
     * As {@link #readLine(Charset)}, for lines of at most {@code maxLength} bytes, their terminator not counted.
     *
     * @param charset the encoding
     * @param maxLength the most bytes of a line, 0 or more
     * @return the line; {@code null} if there is no whole line yet, or at the end
     * @throws LimitExceededException if {@code maxLength} is passed without an end of line seen; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code maxLength} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    @Nullable
    String readLine(Charset charset, int maxLength) throws IOException;

    /**
     * Takes exactly {@code n} bytes out of the pipe without a copy.
     *
     * @param n number of bytes, 0 or more, or -1 for all that is there
     * @return the bytes, which the caller closes; {@code null} if there are too few yet (for -1: none); empty at the end
     * @throws PartialReadException if the stream ended with 1 to n - 1 bytes left
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code n} is below -1
     * @throws IllegalStateException after {@link #close()}
     */
    @Nullable
    Bytes take(long n) throws IOException;

    /**
     * Takes all up to the next separator out of the pipe without a copy, and consumes both.
     *
     * @param separator the bytes to look for, at least one
     * @param includeSeparator whether the result holds the separator
     * @return the bytes, which the caller closes; {@code null} if there is no separator yet; empty at the end
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code separator} is empty
     * @throws IllegalStateException after {@link #close()}
     */
    @Nullable
    Bytes takeUntil(byte[] separator, boolean includeSeparator) throws IOException;

    /**
     * Takes the next line out of the pipe without a copy. A line ends with {@code \n} or {@code \r\n}, both removed, or with
     * the stream.
     *
     * @return the line, which the caller closes; {@code null} if there is no whole line yet, or at the end
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    @Nullable
    Bytes takeLine() throws IOException;

    /**
     * As {@link #takeLine()}, for lines of at most {@code maxLength} bytes, their terminator not counted.
     *
     * @param maxLength the most bytes of a line, 0 or more
     * @return the line, which the caller closes; {@code null} if there is no whole line yet, or at the end
     * @throws LimitExceededException if {@code maxLength} is passed without an end of line seen; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code maxLength} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    default @Nullable Bytes takeLine(int maxLength) throws IOException {
        Check.atLeast(0, maxLength, "maxLength");
        boolean ended = isEof(); // first: then all of it was there when it was searched
        long there = length();
        long found = indexOf((byte) '\n');
        long before = found >= 0 ? found : there;
        boolean mayEndWithReturn = found >= 0 || !ended;
        if (before > maxLength && !(before == maxLength + 1L && mayEndWithReturn && get(before - 1) == '\r')) {
            throw new LimitExceededException("No end of line within the first " + maxLength
                    + " bytes, the limit: raise maxLength, or end the stream; nothing was consumed");
        }
        return found >= 0 || ended ? takeLine() : null;
    }

    /**
     * As {@link #takeUntil(byte[], boolean)}, if at most {@code maxLength} bytes come before the separator.
     *
     * @param separator the bytes to look for, at least one
     * @param includeSeparator whether the result holds the separator
     * @param maxLength the most bytes that may come before the separator, 0 or more
     * @return the bytes, which the caller closes; {@code null} if there is no separator yet; empty at the end
     * @throws LimitExceededException if {@code maxLength} is passed without a separator seen; nothing is consumed
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code separator} is empty or {@code maxLength} is negative
     * @throws IllegalStateException after {@link #close()}
     */
    default @Nullable Bytes takeUntil(byte[] separator, boolean includeSeparator, int maxLength) throws IOException {
        Check.atLeast(0, maxLength, "maxLength");
        boolean ended = isEof(); // first: then all of it was there when it was searched
        long there = length();
        long found = indexOf(separator);
        long before = found >= 0 ? found : there - Separators.begun(this, there, separator);
        if (before > maxLength) {
            throw new LimitExceededException("No separator of " + separator.length + " bytes after at most " + maxLength
                    + " bytes, the limit: raise maxLength or end the stream; nothing was consumed");
        }
        return found >= 0 || ended ? takeUntil(separator, includeSeparator) : null;
    }

    /**
     * A borrowed view of all that is there, to parse in place: look, then {@link #skip(long)} what was understood.
     *
     * <p>It is good until the next call that consumes or closes; using it later is undefined, and caught under
     * {@code -Dchunkedbuffer.checks=true}. It may be the same object each time. Its {@code close()} does nothing; its
     * {@code slice} and {@code retain} give handles that the caller owns. It does not count as having examined anything: a
     * parser that needs more than is there says so with {@link #has(long)}, a wait or a search. When another thread closes the pipe
     * meanwhile, the view's methods throw {@link IllegalStateException}.
     *
     * @return the view, empty if there is nothing
     * @throws IllegalStateException after {@link #close()}
     */
    Bytes buffered();

    /**
     * Finds the first {@code b}. Consumes nothing. A search that found nothing goes on where it stopped when more has come.
     *
     * @param b the byte
     * @return its distance from the read position, or -1
     * @throws IllegalStateException after {@link #close()}
     */
    long indexOf(byte b);

    /**
     * Finds the first {@code b} in a range. Consumes nothing.
     *
     * @param b the byte
     * @param from where to begin, 0 or more
     * @param to where to end, exclusive, or -1 for the end of what is there; more than is there means the same
     * @return its distance from the read position, or -1
     * @throws IndexOutOfBoundsException if {@code from} is negative, or {@code to} is below -1 or below {@code from}
     * @throws IllegalStateException after {@link #close()}
     */
    long indexOf(byte b, long from, long to);

    /**
     * Finds the first {@code needle}. Consumes nothing. The last two needles searched for (by content) go on where they
     * stopped when more has come, so that waiting for a separator is linear however the bytes arrive.
     *
     * @param needle the bytes, at least one
     * @return its distance from the read position, or -1
     * @throws IllegalArgumentException if {@code needle} is empty
     * @throws IllegalStateException after {@link #close()}
     */
    long indexOf(byte[] needle);

    /**
     * Finds the first {@code needle} that lies wholly in a range. Consumes nothing.
     *
     * @param needle the bytes, at least one
     * @param from where to begin, 0 or more
     * @param to where the match must have ended, exclusive, or -1 for the end of what is there
     * @return its distance from the read position, or -1
     * @throws IllegalArgumentException if {@code needle} is empty
     * @throws IndexOutOfBoundsException if {@code from} is negative, or {@code to} is below -1 or below {@code from}
     * @throws IllegalStateException after {@link #close()}
     */
    long indexOf(byte[] needle, long from, long to);

    /**
     * Consumes up to {@code n} bytes unseen.
     *
     * @param n the most to skip, or -1 for all that is there
     * @return the number skipped
     * @throws IOException with the cause of the end, if there was one, nothing is left, and {@code n} is not 0
     * @throws IllegalArgumentException if {@code n} is below -1
     * @throws IllegalStateException after {@link #close()}
     */
    long skip(long n) throws IOException;

    /**
     * Consumes {@code prefix} if the next bytes are the same.
     *
     * @param prefix the bytes; an empty one is always there
     * @return whether they were there and are consumed; {@code false} also if there are too few bytes yet to tell
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    boolean skipIfStartsWith(byte[] prefix) throws IOException;

    /**
     * One byte, without consuming: a look ahead of a parser. As {@link #buffered()}, it does not count as having examined
     * anything; {@link #has(long)} does.
     *
     * @param index distance of the first byte from the next one to be read
     * @return the value
     * @throws IndexOutOfBoundsException if {@code index} is negative
     * @throws BufferUnderflowException if the bytes are not there: ask {@link #has has(index + 1)} before
     * @throws IllegalStateException after {@link #close()}
     */
    default byte get(long index) {
        return ahead(this, index, Byte.BYTES).get(index);
    }

    /**
     * Two bytes, the most significant first, without consuming: a look ahead of a parser. As {@link #buffered()}, it does not count as having examined
     * anything; {@link #has(long)} does.
     *
     * @param index distance of the first byte from the next one to be read
     * @return the value
     * @throws IndexOutOfBoundsException if {@code index} is negative
     * @throws BufferUnderflowException if the bytes are not there: ask {@link #has has(index + 2)} before
     * @throws IllegalStateException after {@link #close()}
     */
    default short getShort(long index) {
        return ahead(this, index, Short.BYTES).getShort(index);
    }

    /**
     * Four bytes, the most significant first, without consuming: a look ahead of a parser. As {@link #buffered()}, it does not count as having examined
     * anything; {@link #has(long)} does.
     *
     * @param index distance of the first byte from the next one to be read
     * @return the value
     * @throws IndexOutOfBoundsException if {@code index} is negative
     * @throws BufferUnderflowException if the bytes are not there: ask {@link #has has(index + 4)} before
     * @throws IllegalStateException after {@link #close()}
     */
    default int getInt(long index) {
        return ahead(this, index, Integer.BYTES).getInt(index);
    }

    /**
     * Eight bytes, the most significant first, without consuming: a look ahead of a parser. As {@link #buffered()}, it does not count as having examined
     * anything; {@link #has(long)} does.
     *
     * @param index distance of the first byte from the next one to be read
     * @return the value
     * @throws IndexOutOfBoundsException if {@code index} is negative
     * @throws BufferUnderflowException if the bytes are not there: ask {@link #has has(index + 8)} before
     * @throws IllegalStateException after {@link #close()}
     */
    default long getLong(long index) {
        return ahead(this, index, Long.BYTES).getLong(index);
    }

    private static Bytes ahead(PipeReader reader, long index, int size) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("index " + index + " is negative: 0 is the next byte to be read");
        }
        Bytes there = reader.buffered();
        if (there.length() - index < size) {
            throw new BufferUnderflowException();
        }
        return there;
    }

    /**
     * Reads and consumes one byte.
     *
     * @return the byte
     * @throws BufferUnderflowException if there is none: ask {@link #length()} first
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    byte readByte() throws IOException;

    /**
     * Reads and consumes two bytes, the most significant first.
     *
     * @return the value
     * @throws BufferUnderflowException if there are fewer than 2 bytes; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    short readShort() throws IOException;

    /**
     * Reads and consumes four bytes, the most significant first.
     *
     * @return the value
     * @throws BufferUnderflowException if there are fewer than 4 bytes; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    int readInt() throws IOException;

    /**
     * Reads and consumes eight bytes, the most significant first.
     *
     * @return the value
     * @throws BufferUnderflowException if there are fewer than 8 bytes; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    long readLong() throws IOException;

    /**
     * Reads and consumes two bytes, the least significant first.
     *
     * @return the value
     * @throws BufferUnderflowException if there are fewer than 2 bytes; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    short readShortLe() throws IOException;

    /**
     * Reads and consumes four bytes, the least significant first.
     *
     * @return the value
     * @throws BufferUnderflowException if there are fewer than 4 bytes; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    int readIntLe() throws IOException;

    /**
     * Reads and consumes eight bytes, the least significant first.
     *
     * @return the value
     * @throws BufferUnderflowException if there are fewer than 8 bytes; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalStateException after {@link #close()}
     */
    long readLongLe() throws IOException;

    /**
     * Reads a decimal number: ASCII digits with an optional sign, up to the terminator, which is consumed too.
     *
     * @param terminator the bytes after the number, at least one
     * @return the value
     * @throws BufferUnderflowException if number and terminator are not complete yet; nothing is consumed
     * @throws NumberFormatException if it is malformed or does not fit in 64 bits; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code terminator} is empty
     * @throws IllegalStateException after {@link #close()}
     */
    long readDecimal(byte[] terminator) throws IOException;

    /**
     * Reads a hexadecimal number, such as the size of a chunk in HTTP: ASCII digits in either case, without a sign or a prefix,
     * up to the terminator, which is consumed too. It is never negative, so that it may be a length.
     *
     * @param terminator the bytes after the number, at least one
     * @return the value, 0 or more
     * @throws BufferUnderflowException if number and terminator are not complete yet; nothing is consumed
     * @throws NumberFormatException if it is malformed or does not fit in 63 bits; nothing is consumed
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code terminator} is empty
     * @throws IllegalStateException after {@link #close()}
     */
    default long readHexadecimal(byte[] terminator) throws IOException {
        long digits = indexOf(terminator);
        if (digits < 0) {
            Throwable cause = isExhausted() ? failure() : null;
            if (cause != null) {
                throw StreamFailure.ended(cause);
            }
            if (length() >= Numbers.MOST_DIGITS + terminator.length) {
                throw new NumberFormatException("No terminator within the first " + Numbers.MOST_DIGITS
                        + " bytes of a number; nothing was consumed");
            }
            throw new BufferUnderflowException();
        }
        long value;
        try (Bytes text = buffered().slice(0, digits)) {
            value = text.parseHexadecimal();
        }
        skip(digits + terminator.length);
        return value;
    }

    /**
     * A stage that completes when at least {@code minBytes} are there or the stream has ended: at once if that is so now. It
     * counts as having examined {@code minBytes}. One may be pending at a time. It completes on
     * {@link PipeOptions#readerExecutor()}, or on the thread that made it so. Cancelling its future withdraws the wait; that
     * {@code minBytes} were examined stands.
     *
     * @param minBytes bytes to wait for, 0 or more
     * @return the stage; at the end of the stream it completes normally, also after a failure, which the next read tells. It
     *     fails with {@link IllegalStateException} if the reader is closed while it waits
     * @throws IllegalArgumentException if {@code minBytes} is negative
     * @throws IllegalStateException if one is pending already, or a thread is in {@link #awaitReadable(long)}, or after
     *     {@link #close()}
     */
    CompletionStage<@Nullable Void> whenReadable(long minBytes);

    /**
     * Waits until at least {@code minBytes} are there or the stream has ended. It counts as having examined {@code minBytes}.
     *
     * <p>After a search that found nothing {@link #awaitMore()} is what to wait with. With this method wait for one byte more than
     * {@link #length()} was <em>before</em> the search: of what came in during the search not all may have been looked at.
     *
     * @param minBytes bytes to wait for, 0 or more
     * @return {@code false} if the stream ended first, with fewer bytes
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws IllegalArgumentException if {@code minBytes} is negative
     * @throws IllegalStateException if a {@link #whenReadable(long)} is pending, after {@link #close()}, or if the reader is
     *     closed meanwhile
     */
    boolean awaitReadable(long minBytes) throws IOException, InterruptedException;

    /**
     * Waits as {@link #awaitReadable(long)} does, for a limited time. The pipes of this library wake the thread directly; this
     * default waits for {@link #whenReadable(long)}, and so for the executor that completes it.
     *
     * @param minBytes bytes to wait for, 0 or more
     * @param timeout how long at most; zero or less: not at all
     * @return {@code false} if the stream ended first, with fewer bytes
     * @throws TimeoutException if the time is up; the wait is withdrawn
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws IllegalArgumentException if {@code minBytes} is negative
     * @throws IllegalStateException if a {@link #whenReadable(long)} is pending, after {@link #close()}, or if the reader is
     *     closed meanwhile
     */
    default boolean awaitReadable(long minBytes, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        return TimedWait.readable(this, minBytes, timeout);
    }

    /**
     * A stage that completes when there are bytes that the last read, search or {@link #has(long)} which found too few has not looked
     * at, or the stream has ended: at once if that is so now. What came in after that look is not waited for again; without such
     * a look any byte will do. A search of a part of what is there has not looked at the rest. In all else as {@link
     * #whenReadable(long)}.
     *
     * <p>The pipes of this library know what was looked at. This default does not: it takes all that is there for looked at, so that a
     * byte which came in between is waited for in vain; a pipe of your own overrides it.
     *
     * @return the stage; it may complete with nothing to read for a parser that needs more: it tries again, and waits again
     * @throws IllegalStateException as {@link #whenReadable(long)}
     */
    default CompletionStage<@Nullable Void> whenMore() {
        return whenReadable(length() + 1);
    }

    /**
     * Waits for what {@link #whenMore()} completes with: what a parser calls that found too few bytes, before it tries again.
     *
     * <pre>{@code
     * Pipe pipe = Pipe.create();
     * new Thread(() -> {
     *     pipe.write("one li".getBytes(US_ASCII));
     *     pipe.flush();
     *     pipe.write("ne\n".getBytes(US_ASCII));
     *     pipe.eof();
     * }).start();
     * String line = pipe.readLine(US_ASCII);
     * while (line == null && pipe.awaitMore()) {
     *     line = pipe.readLine(US_ASCII);
     * }
     * System.out.println(line);   // one line
     * }</pre>
     *
     * <p>The pipes of this library know what was looked at; of this default the same is true as of that of {@link #whenMore()}.
     *
     * @return {@code false} if the stream ended without more; bytes that were looked at may be left
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws IllegalStateException as {@link #awaitReadable(long)}
     */
    default boolean awaitMore() throws IOException, InterruptedException {
        return awaitReadable(length() + 1);
    }

    /**
     * Sets what to run after each flush that adds bytes and at the end of the stream; and at once if there are bytes already
     * or the stream has ended. It runs on {@link PipeOptions#readerExecutor()}, or on the thread that caused it; never twice
     * at the same time and never nested: what happens while it runs makes it run once more. While it runs its thread is the
     * reader. What it throws ends the pipe with that cause: the reader finds it as the {@link #failure()}, the writer gets it
     * as the cause of a {@link ReaderClosedException}.
     *
     * <p>One run may stand for several flushes, and for the last bytes and the end together: a listener reads until a read finds too
     * little, and then asks {@link #isExhausted()}. One that must return before a whole message is there asks for it with
     * {@link #has(long)} or a search, so that a paused writer goes on.
     *
     * @param listener what to run, or {@code null} for nothing any more
     * @throws IllegalStateException after {@link #close()}
     */
    void onReadable(@Nullable Runnable listener);

    /**
     * This reader as a stream, whose reads wait. {@code available()} is {@link #length()}; {@code close()} closes the reader.
     * An interrupt while it waits is an {@link java.io.InterruptedIOException}, with the thread's interrupt status set.
     *
     * @return a stream for the reader's thread
     */
    InputStream asInputStream();

    /**
     * This reader as a channel, whose reads wait for at least one byte; {@code close()} closes the reader. An interrupt while
     * it waits is a {@link java.nio.channels.ClosedByInterruptException}.
     *
     * @return a channel for the reader's thread
     */
    ReadableByteChannel asReadableChannel();

    /**
     * This reader as a publisher for one subscriber. Each item is all that is there, taken without a copy; it belongs to the
     * subscriber, who closes it. A failure of the stream is {@code onError} with its cause, the end is {@code onComplete}.
     * Cancelling closes the reader.
     *
     * @return a publisher; a second subscriber gets {@code onError} with an {@link IllegalStateException}
     */
    Flow.Publisher<Bytes> asPublisher();

    /**
     * Moves up to {@code n} bytes into another pipe by linking their chunks, without a copy (small runs may be copied), and
     * flushes the target.
     *
     * @param target where to; this thread is its writer meanwhile
     * @param n the most to move, or -1 for all that is there
     * @return the number moved: 0 if there is nothing yet, -1 at the end
     * @throws IOException with the cause of the end, if there was one and nothing is left
     * @throws IllegalArgumentException if {@code n} is below -1 or the target is this pipe
     * @throws ReaderClosedException if the target's reader closed; nothing is consumed, unless it closes while the target is
     *     flushed
     * @throws PoolExhaustedException if the target copies and its pool is at its bound; what it took is consumed and unflushed
     * @throws IllegalStateException after {@link #close()}, or after the target's {@code eof}; nothing is consumed then
     */
    long transferTo(PipeWriter target, long n) throws IOException;

    /**
     * Says that the reader is done: what is buffered goes back to the pool, the writer learns of it at its next call.
     * Idempotent, and safe from any thread. Waiters wake with an exception.
     */
    @Override
    void close();
}
