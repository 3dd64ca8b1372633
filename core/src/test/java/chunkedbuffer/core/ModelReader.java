package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.Pipe;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Random steps of a reader, on a pipe and on its model alike. */
final class ModelReader {
    private static final String[] SEPARATORS = {"\n", "\r\n", "-", "00", "0120", "\r", "1\r\n0", "!"};

    private final Random random;
    private final Pipe pipe;
    private final PipeModel model;
    private final List<Taken> taken = new ArrayList<>();
    private CompletableFuture<?> pending;
    private long pendingTo;

    private record Taken(Bytes bytes, byte[] expected) {}

    /** A read of the pipe. */
    @FunctionalInterface
    private interface Read {
        Object read() throws IOException;
    }

    ModelReader(Random random, Pipe pipe, PipeModel model) {
        this.random = random;
        this.pipe = pipe;
        this.model = model;
    }

    boolean holdsBytes() {
        return !taken.isEmpty();
    }

    String step() throws IOException {
        comparePending();
        int n = count();
        return switch (random.nextInt(26)) {
            case 0 -> "readBytes(" + n + ") " + exact(n, () -> pipe.readBytes(n));
            case 1 -> "readString(" + n + ") " + exact(n, () -> encoded(pipe.readString(n, ISO_8859_1)));
            case 2 -> "take(" + n + ") " + exact(n, () -> pipe.take(n));
            case 3 -> "take(-1) " + loose(-1, true, () -> pipe.take(-1));
            case 4 -> "readAtMost(" + n + ") " + loose(n, true, () -> pipe.readAtMost(n));
            case 5 -> "peek(" + n + ") " + loose(n, false, () -> pipe.peek(n));
            case 6 -> readInto(n);
            case 7, 8 -> separated();
            case 9, 10 -> line();
            case 11 -> limited();
            case 12 -> search();
            case 13 -> rangedSearch();
            case 14 -> skip(n);
            case 15 -> prefix();
            case 16, 17 -> number();
            case 18 -> decimal();
            case 19 -> buffered();
            case 20 -> whenReadable(n);
            case 21 -> release();
            case 22 -> hexadecimal();
            case 23 -> whenMore();
            default -> "readAtMost(-1) " + loose(-1, true, () -> pipe.readAtMost(-1));
        };
    }

    private int count() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> model.length();
            case 2 -> model.length() + 1 + random.nextInt(100);
            case 3 -> random.nextInt(5);
            default -> random.nextInt(model.length() + 1);
        };
    }

    private static byte[] encoded(String text) {
        return text == null ? null : text.getBytes(ISO_8859_1);
    }

    private void got(byte[] expected, Object actual) {
        assertNotNull(actual, "read nothing");
        if (actual instanceof Bytes bytes) {
            assertArrayEquals(expected, bytes.toByteArray());
            if (random.nextBoolean()) {
                taken.add(new Taken(bytes, expected));
            } else {
                bytes.close();
            }
        } else {
            assertArrayEquals(expected, (byte[]) actual);
        }
    }

    private String exact(int n, Read read) throws IOException {
        if (n == 0) {
            got(new byte[0], read.read());
            return "nothing";
        }
        if (model.length() >= n) {
            got(model.first(n), read.read());
            model.consume(n);
            return "ok";
        }
        return tooFew(read, "Requested " + n + " bytes but encountered EOF");
    }

    private String tooFew(Read read, String message) throws IOException {
        if (!model.ended) {
            assertNull(read.read());
            model.examineAll();
            return "null";
        }
        if (model.length() == 0) {
            return atTheEnd(read);
        }
        PartialReadException partial = assertThrows(PartialReadException.class, read::read);
        assertEquals(message, partial.getMessage().replaceAll("[\"'`]", ""));
        assertArrayEquals(model.there(), partial.leftover());
        assertSame(model.cause, partial.getCause());
        model.consume(model.length());
        return "partial";
    }

    private String atTheEnd(Read read) throws IOException {
        if (model.cause != null) {
            assertFailure(read);
            return "failure";
        }
        got(new byte[0], read.read());
        return "end";
    }

    private void assertFailure(Read read) {
        assertSame(model.cause, assertThrows(IOException.class, read::read).getCause());
    }

    /** Whether the failure of the stream is what a read gives now; then it was asked for. */
    private boolean failed(Read read) {
        if (model.ended && model.length() == 0 && model.cause != null) {
            assertFailure(read);
            return true;
        }
        return false;
    }

    private String loose(int n, boolean consuming, Read read) throws IOException {
        if (n == 0) {
            got(new byte[0], read.read());
            return "nothing";
        }
        if (model.length() == 0) {
            if (model.ended) {
                return atTheEnd(read);
            }
            assertNull(read.read());
            return "null";
        }
        int count = n == -1 ? model.length() : Math.min(n, model.length());
        got(model.first(count), read.read());
        if (consuming) {
            model.consume(count);
        } else if (n > model.length()) {
            model.examinedSomething();
        }
        return "ok " + count;
    }

    private String readInto(int n) throws IOException {
        ByteBuffer dst = random.nextBoolean() ? ByteBuffer.allocate(n + 2) : ByteBuffer.allocateDirect(n + 2);
        dst.position(1).limit(n + 1);
        if (n == 0) {
            assertEquals(0, pipe.readInto(dst));
            return "readInto(0)";
        }
        if (failed(() -> pipe.readInto(dst))) {
            return "readInto: failure";
        }
        int count = Math.min(n, model.length());
        assertEquals(count == 0 && model.ended ? -1 : count, pipe.readInto(dst));
        assertEquals(ByteBuffer.wrap(model.first(count)), dst.flip().position(1));
        model.consume(count);
        return "readInto(" + n + ") " + count;
    }

    private byte[] separator() {
        return encoded(SEPARATORS[random.nextInt(SEPARATORS.length)]);
    }

    private int find(byte[] needle, int from, int to) {
        String text = new String(model.there(), 0, to, ISO_8859_1);
        return text.indexOf(new String(needle, ISO_8859_1), from);
    }

    private String separated() throws IOException {
        byte[] separator = separator();
        boolean with = random.nextBoolean();
        Read read = switch (random.nextInt(3)) {
            case 0 -> () -> pipe.takeUntil(separator, with);
            case 1 -> () -> with ? pipe.readUntil(separator) : pipe.readUntil(separator, true);
            default -> () -> pipe.readUntil(separator, !with, 1 << 30);
        };
        int found = find(separator, 0, model.length());
        String what = "until " + Escaped.text(separator) + " ";
        if (found < 0) {
            return what + tooFew(read, "Requested to readUntil " + Escaped.text(separator) + " but encountered EOF");
        }
        got(model.first(with ? found + separator.length : found), read.read());
        model.consume(found + separator.length);
        return what + found;
    }

    private String line() throws IOException {
        Read read = switch (random.nextInt(3)) {
            case 0 -> () -> encoded(pipe.readLine(ISO_8859_1));
            case 1 -> () -> encoded(pipe.readLine(ISO_8859_1, 1 << 30));
            default -> () -> pipe.takeLine();
        };
        int found = find(encoded("\n"), 0, model.length());
        if (found < 0 && (!model.ended || model.length() == 0)) {
            if (failed(read)) {
                return "line: failure";
            }
            assertNull(read.read());
            if (!model.ended) {
                model.examineAll();
            }
            return "line: null";
        }
        int total = found < 0 ? model.length() : found + 1;
        got(model.first(lineLength(found)), read.read());
        model.consume(total);
        return "line " + total;
    }

    private int lineLength(int found) {
        return found < 0 ? model.length() : found > 0 && model.there()[found - 1] == '\r' ? found - 1 : found;
    }

    /** Limits that are passed for certain, or not. */
    private String limited() throws IOException {
        byte[] separator = separator();
        int found = find(separator, 0, model.length());
        if (found > 0) {
            assertThrows(LimitExceededException.class, () -> pipe.readUntil(separator, true, found - 1));
            model.examinedSomething();
            if (random.nextBoolean()) {
                got(model.first(found), pipe.readUntil(separator, true, found));
                model.consume(found + separator.length);
            }
            return "limit before " + found;
        }
        int newline = find(encoded("\n"), 0, model.length());
        int length = newline < 0 ? -1 : lineLength(newline);
        if (length > 0) {
            assertThrows(LimitExceededException.class, () -> pipe.readLine(ISO_8859_1, length - 1));
            model.examinedSomething();
            got(model.first(length), encoded(pipe.readLine(ISO_8859_1, length)));
            model.consume(newline + 1);
            return "limit before the line's end " + length;
        }
        int there = model.length();
        if (there > separator.length && found < 0) {
            int limit = random.nextInt(there - separator.length);
            assertThrows(LimitExceededException.class, () -> pipe.readUntil(separator, false, limit));
            model.examinedSomething();
            return "limit " + limit + " of " + there;
        }
        return "no limit";
    }

    private String search() {
        byte[] needle = separator();
        int found = find(needle, 0, model.length());
        assertEquals(
                found, needle.length == 1 && random.nextBoolean() ? pipe.indexOf(needle[0]) : pipe.indexOf(needle));
        if (found < 0) {
            if (model.ended) {
                model.examinedSomething();
            } else {
                model.examineAll();
            }
        }
        return "indexOf " + Escaped.text(needle) + " " + found;
    }

    private String rangedSearch() {
        byte[] needle = separator();
        int from = random.nextInt(model.length() + 3);
        int to = random.nextInt(3) == 0 ? -1 : from + random.nextInt(model.length() + 3);
        int end = to == -1 ? model.length() : Math.min(to, model.length());
        int found = from > end ? -1 : find(needle, from, end);
        assertEquals(
                found,
                needle.length == 1 && random.nextBoolean()
                        ? pipe.indexOf(needle[0], from, to)
                        : pipe.indexOf(needle, from, to));
        if (found < 0) {
            model.examinedSomething();
        }
        return "indexOf " + Escaped.text(needle) + " from " + from + " to " + to + " " + found;
    }

    private String skip(int n) throws IOException {
        int most = random.nextInt(5) == 0 ? -1 : n;
        if (most != 0 && failed(() -> pipe.skip(most))) {
            return "skip: failure";
        }
        int count = most == -1 ? model.length() : Math.min(most, model.length());
        assertEquals(count, pipe.skip(most));
        model.consume(count);
        return "skip(" + most + ") " + count;
    }

    private String prefix() throws IOException {
        byte[] prefix = model.length() > 0 && random.nextBoolean()
                ? model.first(Math.min(model.length(), 1 + random.nextInt(8)))
                : separator();
        if (failed(() -> pipe.skipIfStartsWith(prefix))) {
            return "prefix: failure";
        }
        boolean there = find(prefix, 0, model.length()) == 0;
        assertEquals(there, pipe.skipIfStartsWith(prefix));
        if (there) {
            model.consume(prefix.length);
        } else {
            model.examinedSomething();
        }
        return "skipIfStartsWith " + there;
    }

    private String number() throws IOException {
        int size = 1 << random.nextInt(4);
        boolean little = random.nextBoolean();
        Read read = switch (size) {
            case 1 -> () -> (long) pipe.readByte();
            case 2 -> () -> (long) (little ? pipe.readShortLe() : pipe.readShort());
            case 4 -> () -> (long) (little ? pipe.readIntLe() : pipe.readInt());
            default -> () -> little ? pipe.readLongLe() : pipe.readLong();
        };
        if (failed(read)) {
            return "number: failure";
        }
        if (model.length() < size) {
            assertThrows(BufferUnderflowException.class, read::read);
            if (!model.ended) {
                model.examineAll();
            }
            return "number: underflow";
        }
        byte[] bytes = model.first(size);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (little) {
            buffer.order(java.nio.ByteOrder.LITTLE_ENDIAN);
        }
        long expected = switch (size) {
            case 1 -> buffer.get();
            case 2 -> buffer.getShort();
            case 4 -> buffer.getInt();
            default -> buffer.getLong();
        };
        assertEquals(expected, read.read());
        model.consume(size);
        return "number of " + size;
    }

    private String decimal() throws IOException {
        byte[] terminator = separator();
        if (failed(() -> pipe.readDecimal(terminator))) {
            return "decimal: failure";
        }
        int found = find(terminator, 0, model.length());
        if (found < 0) {
            if (model.length() < 10) {
                // Malformed so far or not complete: which of the two is told first is left open.
                RuntimeException refused = assertThrows(RuntimeException.class, () -> pipe.readDecimal(terminator));
                assertTrue(refused instanceof BufferUnderflowException || refused instanceof NumberFormatException);
                model.examinedSomething();
            }
            return "decimal: underflow";
        }
        Long expected = parse(new String(model.first(found), ISO_8859_1));
        if (expected == null) {
            assertThrows(NumberFormatException.class, () -> pipe.readDecimal(terminator));
            return "decimal: malformed";
        }
        assertEquals(expected, pipe.readDecimal(terminator));
        model.consume(found + terminator.length);
        return "decimal " + expected;
    }

    private String hexadecimal() throws IOException {
        byte[] terminator = separator();
        if (failed(() -> pipe.readHexadecimal(terminator))) {
            return "hexadecimal: failure";
        }
        int found = find(terminator, 0, model.length());
        if (found < 0) {
            if (model.length() < 10) {
                RuntimeException refused = assertThrows(RuntimeException.class, () -> pipe.readHexadecimal(terminator));
                assertTrue(refused instanceof BufferUnderflowException || refused instanceof NumberFormatException);
                model.examinedSomething();
            }
            return "hexadecimal: underflow";
        }
        String text = new String(model.first(found), ISO_8859_1);
        if (!text.matches("0*[0-7]?[0-9a-fA-F]{1,15}")) {
            assertThrows(NumberFormatException.class, () -> pipe.readHexadecimal(terminator));
            return "hexadecimal: malformed";
        }
        assertEquals(Long.parseLong(text, 16), pipe.readHexadecimal(terminator));
        model.consume(found + terminator.length);
        return "hexadecimal " + text;
    }

    private static Long parse(String text) {
        if (!text.matches("[+-]?[0-9]+")) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String buffered() {
        Bytes view = pipe.buffered();
        assertArrayEquals(model.there(), view.toByteArray());
        if (model.length() > 0) {
            int from = random.nextInt(model.length());
            int to = from + random.nextInt(model.length() - from + 1);
            assertEquals(model.there()[from], view.get(from));
            if (random.nextBoolean()) {
                taken.add(new Taken(view.slice(from, to), Arrays.copyOfRange(model.there(), from, to)));
            }
        }
        view.close();
        return "buffered";
    }

    private String whenReadable(int n) {
        if (pending != null && !pending.isDone()) {
            if (random.nextBoolean()) {
                assertThrows(IllegalStateException.class, () -> pipe.whenReadable(n));
                model.examinedSomething(n);
                return "whenReadable while one is pending";
            }
            pending.cancel(true);
            pending = null;
        }
        long target = n + (random.nextInt(4) == 0 ? random.nextInt(200) : 0);
        pendingTo = model.position() + target;
        pending = pipe.whenReadable(target).toCompletableFuture();
        model.examineAhead(target);
        comparePending();
        return "whenReadable(" + target + ")";
    }

    private String whenMore() {
        if (pending != null) {
            pending.cancel(true);
            pending = null;
        }
        Boolean more = model.hasMore();
        CompletableFuture<?> wait = pipe.whenMore().toCompletableFuture();
        if (more != null) {
            assertEquals(more, wait.isDone(), "whenMore");
        }
        wait.cancel(true);
        if (more != null && !more) {
            model.examineAhead(model.length() + 1);
        } else {
            model.examinedSomething(model.length() + 1);
        }
        return "whenMore " + more;
    }

    private void comparePending() {
        if (pending != null) {
            assertEquals(model.ended || model.position() + model.length() >= pendingTo, pending.isDone(), "the wait");
        }
    }

    private String release() {
        for (Taken one : taken) {
            assertArrayEquals(one.expected, one.bytes.toByteArray(), "bytes that were taken have changed");
            one.bytes.close();
        }
        taken.clear();
        return "release";
    }

    void finish() {
        release();
    }
}
