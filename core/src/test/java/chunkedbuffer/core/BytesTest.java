package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.ProbePool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Bytes} over one chunk and over many, against an array of the same content. */
class BytesTest {
    private final ProbePool heap = new ProbePool(MemoryKind.HEAP).forgetful();
    private final ProbePool direct = new ProbePool(MemoryKind.DIRECT).forgetful();

    @AfterEach
    void everyChunkCameBack() {
        heap.assertBalanced();
        direct.assertBalanced();
    }

    private ProbePool pool(MemoryKind kind) {
        return kind == MemoryKind.HEAP ? heap : direct;
    }

    /** The content in pieces of a given size, each in the middle of a chunk of its own. */
    private Bytes over(MemoryKind kind, int piece, byte[] content) {
        List<Bytes> pieces = new ArrayList<>();
        for (int at = 0; at < content.length; at += piece) {
            int size = Math.min(piece, content.length - at);
            Chunk chunk = pool(kind).acquire(size + 4);
            chunk.memory().put(2, content, at, size);
            pieces.add(Bytes.of(chunk, 2, 2 + size));
            chunk.release();
        }
        Bytes all = Bytes.concat(pieces.toArray(new Bytes[0]));
        pieces.forEach(Bytes::close);
        return all;
    }

    private static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void randomRunsAreLikeTheArraysThatTheyWereMadeOf() throws IOException {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        System.out.println("BytesTest: -Dchunkedbuffer.seed=" + seed);
        Random random = new Random(seed);
        int runs = Integer.getInteger("chunkedbuffer.runs", 200);
        for (int run = 0; run < runs; run++) {
            byte[] model = new byte[random.nextInt(run % 10 == 0 ? 2000 : 40)];
            for (int i = 0; i < model.length; i++) {
                model[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt() : 'a' + random.nextInt(3));
            }
            MemoryKind kind = random.nextBoolean() ? MemoryKind.HEAP : MemoryKind.DIRECT;
            int piece = 1 + random.nextInt(random.nextBoolean() ? 3 : 600);
            try (Bytes bytes = over(kind, piece, model)) {
                compare(random, bytes, model, 0);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", run " + run, e);
            }
        }
    }

    private void compare(Random random, Bytes bytes, byte[] model, int depth) throws IOException {
        assertEquals(model.length, bytes.length());
        assertEquals(model.length == 0, bytes.isEmpty());
        assertArrayEquals(model, bytes.toByteArray());
        assertEquals(new String(model, UTF_8), bytes.toString(UTF_8));
        assertEquals(Arrays.hashCode(model), bytes.hashCode());
        assertTrue(bytes.contentEquals(model));
        assertEquals(ByteBuffer.wrap(model), bytes.asByteBuffer());
        assertTrue(bytes.asByteBuffer().isReadOnly());
        ByteBuffer big = ByteBuffer.wrap(model);
        for (int i = 0; i < 5 && model.length > 0; i++) {
            int at = random.nextInt(model.length);
            assertEquals(model[at], bytes.get(at));
            if (at + 2 <= model.length) {
                assertEquals(big.getShort(at), bytes.getShort(at));
            }
            if (at + 4 <= model.length) {
                assertEquals(big.getInt(at), bytes.getInt(at));
            }
            if (at + 8 <= model.length) {
                assertEquals(big.getLong(at), bytes.getLong(at));
            }
        }
        compareSearches(random, bytes, model);
        compareCopies(random, bytes, model);
        compareOthers(random, bytes, model);
        if (depth < 3) {
            int from = random.nextInt(model.length + 1);
            int to = from + random.nextInt(model.length - from + 1);
            try (Bytes slice = bytes.slice(from, to);
                    Bytes further = bytes.retain()) {
                compare(random, slice, Arrays.copyOfRange(model, from, to), depth + 1);
                assertEquals(bytes, further);
                try (Bytes twice = Bytes.concat(slice, bytes, slice)) {
                    ByteBuffer expected = ByteBuffer.allocate((int) twice.length())
                            .put(model, from, to - from)
                            .put(model)
                            .put(model, from, to - from);
                    compare(random, twice, expected.array(), 3);
                }
            }
        }
    }

    private static void compareSearches(Random random, Bytes bytes, byte[] model) {
        String text = new String(model, ISO_8859_1);
        for (int i = 0; i < 4; i++) {
            int from = random.nextInt(model.length + 2);
            int to = random.nextInt(4) == 0 ? -1 : from + random.nextInt(model.length + 2);
            int end = to == -1 ? model.length : Math.min(to, model.length);
            byte b = (byte) ('a' + random.nextInt(4));
            long expected = from >= end ? -1 : text.substring(0, end).indexOf((char) (b & 0xff), from);
            assertEquals(expected, bytes.indexOf(b, from, to));
            int needleAt = random.nextInt(model.length + 1);
            int length = 1 + random.nextInt(5);
            byte[] needle = Arrays.copyOfRange(model, needleAt, Math.min(needleAt + length, model.length));
            if (needle.length > 0) {
                String wanted = new String(needle, ISO_8859_1);
                long whole = from >= end ? -1 : text.substring(0, end).indexOf(wanted, from);
                assertEquals(whole, bytes.indexOf(needle, from, to));
                assertEquals(text.indexOf(wanted), bytes.indexOf(needle));
                assertEquals(text.startsWith(wanted), bytes.startsWith(needle));
            }
        }
        assertTrue(bytes.startsWith(new byte[0]));
        assertTrue(bytes.startsWith(model));
        assertFalse(bytes.startsWith(Arrays.copyOf(model, model.length + 1)));
    }

    private static void compareCopies(Random random, Bytes bytes, byte[] model) throws IOException {
        int from = random.nextInt(model.length + 1);
        int count = random.nextInt(model.length - from + 1);
        byte[] dst = new byte[count + 3];
        bytes.copyTo(from, dst, 2, count);
        byte[] expected = new byte[count + 3];
        System.arraycopy(model, from, expected, 2, count);
        assertArrayEquals(expected, dst);
        ByteBuffer buffer = random.nextBoolean()
                ? ByteBuffer.allocate(model.length + 5)
                : ByteBuffer.allocateDirect(model.length + 5);
        buffer.position(1).limit(model.length + 1 + random.nextInt(4));
        int limit = buffer.limit();
        assertEquals(model.length, bytes.copyTo(buffer));
        assertEquals(model.length + 1, buffer.position());
        assertEquals(limit, buffer.limit());
        assertEquals(ByteBuffer.wrap(model), buffer.flip().position(1));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertEquals(model.length, bytes.writeTo(stream));
        assertArrayEquals(model, stream.toByteArray());
        Partial gathering = new Partial(random, Integer.MAX_VALUE);
        assertEquals(model.length, bytes.writeTo(gathering));
        assertArrayEquals(model, gathering.written());
        WritableByteChannel plain = new Plain(new Partial(random, Integer.MAX_VALUE));
        assertEquals(model.length, bytes.writeTo(plain));
        assertArrayEquals(model, ((Plain) plain).to.written());
        Partial full = new Partial(random, random.nextInt(model.length + 1));
        assertEquals(full.room, bytes.writeTo(full));
        assertArrayEquals(Arrays.copyOf(model, full.written().length), full.written());
        Plain fullPlain = new Plain(new Partial(random, random.nextInt(model.length + 1)));
        assertEquals(fullPlain.to.room, bytes.writeTo(fullPlain));
        assertArrayEquals(Arrays.copyOf(model, fullPlain.to.written().length), fullPlain.to.written());
        assertArrayEquals(model, bytes.toByteArray(), "writing consumes nothing");
    }

    private void compareOthers(Random random, Bytes bytes, byte[] model) {
        ByteBuffer all = ByteBuffer.allocate(model.length);
        for (ByteBuffer part : bytes.buffers()) {
            assertTrue(part.isReadOnly());
            assertEquals(0, part.position());
            assertEquals(ByteOrder.BIG_ENDIAN, part.order());
            assertTrue(part.hasRemaining());
            all.put(part);
        }
        assertArrayEquals(model, all.array());
        int piece = 1 + random.nextInt(5);
        try (Bytes same = over(MemoryKind.HEAP, piece, model)) {
            assertEquals(bytes, same);
            assertEquals(same, bytes);
            assertTrue(bytes.contentEquals(same));
            assertEquals(same.hashCode(), bytes.hashCode());
        }
        if (model.length > 0) {
            byte[] other = model.clone();
            other[random.nextInt(other.length)]++;
            assertFalse(bytes.contentEquals(other));
            try (Bytes different = over(MemoryKind.HEAP, piece, other)) {
                assertNotEquals(bytes, different);
            }
            assertFalse(bytes.contentEquals(Arrays.copyOf(model, model.length - 1)));
        }
        assertFalse(bytes.contentEquals(Arrays.copyOf(model, model.length + 1)));
    }

    /** A channel that takes a random part of what it is given, until it is full. */
    private static class Partial implements GatheringByteChannel {
        final int room;
        private final Random random;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        Partial(Random random, int room) {
            this.random = random;
            this.room = room;
        }

        byte[] written() {
            return taken.toByteArray();
        }

        @Override
        public long write(ByteBuffer[] srcs, int offset, int length) {
            long total = 0;
            for (int i = offset; i < offset + length; i++) {
                int offered = srcs[i].remaining();
                int count = write(srcs[i]);
                total += count;
                if (count < offered) {
                    break;
                }
            }
            return total;
        }

        @Override
        public long write(ByteBuffer[] srcs) {
            return write(srcs, 0, srcs.length);
        }

        @Override
        public int write(ByteBuffer src) {
            int most = Math.min(src.remaining(), room - taken.size());
            int count = most == 0 ? 0 : 1 + random.nextInt(most);
            byte[] piece = new byte[count];
            src.get(piece);
            taken.writeBytes(piece);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** A channel that does not gather. */
    private record Plain(Partial to) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer src) {
            return to.write(src);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource(MemoryKind.class)
    void aRunOverMoreChunksThanOneGatheringWriteTakes(MemoryKind kind, @TempDir Path directory) throws IOException {
        byte[] model = new byte[2500];
        new Random(1).nextBytes(model);
        Path file = directory.resolve("run");
        try (Bytes bytes = over(kind, 1, model);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertEquals(2500, bytes.writeTo(channel));
        }
        assertArrayEquals(model, Files.readAllBytes(file));
    }

    @Test
    void aLargeHeapChunkIsWrittenWhole(@TempDir Path directory) throws IOException {
        byte[] model = new byte[1 << 20];
        new Random(1).nextBytes(model);
        Path file = directory.resolve("run");
        try (Bytes bytes = over(MemoryKind.HEAP, 400_000, model);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertEquals(model.length, bytes.writeTo(channel));
        }
        assertArrayEquals(model, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0",
                "7",
                "-7",
                "+7",
                "007",
                "9223372036854775807",
                "-9223372036854775808",
                "+9223372036854775807",
                "0000000000000000000000000000001"
            })
    void decimalNumbersAreParsed(String number) {
        for (int piece = 1; piece < 4; piece++) {
            try (Bytes bytes = over(MemoryKind.DIRECT, piece, latin(number))) {
                assertEquals(Long.parseLong(number), bytes.parseDecimal());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "7", "a", "F", "1a2B", "DeadBeef", "7fffffffffffffff", "0000000000000000000000000000001"})
    void hexadecimalNumbersAreParsed(String number) {
        for (int piece = 1; piece < 4; piece++) {
            try (Bytes bytes = over(MemoryKind.DIRECT, piece, latin(number))) {
                assertEquals(Long.parseLong(number, 16), bytes.parseHexadecimal());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "g", "0x1", " 1", "1 ", "\u00e1", "8000000000000000", "10000000000000000"})
    void malformedHexadecimalNumbersAreRefused(String number) {
        try (Bytes bytes = over(MemoryKind.HEAP, 2, latin(number))) {
            NumberFormatException refused = assertThrows(NumberFormatException.class, bytes::parseHexadecimal);
            assertTrue(refused.getMessage().contains('"' + number + '"'), refused.getMessage());
            assertEquals(number.length(), bytes.length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "a",
                "1a",
                "--1",
                "+-1",
                "1-",
                " 1",
                "1 ",
                "1.0",
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "92233720368547758070",
                "99999999999999999999"
            })
    void malformedNumbersAreRefused(String number) {
        try (Bytes bytes = over(MemoryKind.HEAP, 2, latin(number))) {
            assertThrows(NumberFormatException.class, bytes::parseDecimal);
            assertEquals(number.length(), bytes.length());
        }
    }

    @Test
    void indexesOutOfRangeAreRefused() {
        for (int piece : new int[] {2, 100}) {
            try (Bytes bytes = over(MemoryKind.HEAP, piece, latin("abcdefgh"))) {
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(-1));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(8));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(Long.MAX_VALUE));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(1L << 32));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.getShort(7));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.getInt(5));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.getLong(1));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.getLong(-1));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(-1, 2));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(3, 2));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(3, 9));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.indexOf((byte) 'a', -1, 3));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.indexOf((byte) 'a', 3, 2));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.indexOf((byte) 'a', 3, -2));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(5, new byte[10], 0, 4));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(0, new byte[10], 8, 4));
                assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(0, new byte[10], 0, -1));
                assertThrows(IllegalArgumentException.class, () -> bytes.indexOf(new byte[0]));
                ByteBuffer small = ByteBuffer.allocate(7);
                assertThrows(BufferOverflowException.class, () -> bytes.copyTo(small));
                assertEquals(0, small.position());
                assertThrows(
                        ReadOnlyBufferException.class,
                        () -> bytes.copyTo(ByteBuffer.allocate(20).asReadOnlyBuffer()));
            }
        }
    }

    @Test
    void ofChecksItsRange() {
        Chunk chunk = heap.acquire(10);
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(chunk, 0, 11));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(chunk, -1, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(chunk, 5, 4));
        assertEquals(1, chunk.references());
        chunk.release();
        assertThrows(IllegalStateException.class, () -> Bytes.of(chunk, 0, 5));
    }

    /** What shares a reference with others, too, and before anything is said of the range. */
    @Test
    void rangesOfAClosedSliceAreNotLookedAt() throws Exception {
        Pipe pipe =
                Pipe.create(PipeOptions.builder().provider("default").pool(heap).build());
        pipe.write(latin("abcdefgh"));
        pipe.flush();
        for (Bytes bytes : List.of(pipe.take(2), pipe.take(2), over(MemoryKind.HEAP, 100, latin("ab")))) {
            assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(2));
            assertThrows(IndexOutOfBoundsException.class, () -> bytes.getShort(1));
            assertThrows(IndexOutOfBoundsException.class, () -> bytes.getInt(Long.MIN_VALUE));
            assertThrows(IndexOutOfBoundsException.class, () -> bytes.indexOf((byte) 'a', 3, 2));
            bytes.close();
            assertThrows(IllegalStateException.class, () -> bytes.get(2));
            assertThrows(IllegalStateException.class, () -> bytes.getShort(1));
            assertThrows(IllegalStateException.class, () -> bytes.getInt(Long.MIN_VALUE));
            assertThrows(IllegalStateException.class, () -> bytes.getLong(-1));
            assertThrows(IllegalStateException.class, () -> bytes.indexOf((byte) 'a', 3, 2));
            assertThrows(IllegalStateException.class, () -> bytes.indexOf(latin("a"), 3, 2));
            assertThrows(IllegalStateException.class, () -> bytes.slice(3, 2));
            assertThrows(IllegalStateException.class, () -> bytes.copyTo(3, new byte[1], 2, 5));
        }
        pipe.close();
    }

    @Test
    void everyUseAfterCloseIsRefused() {
        for (int piece : new int[] {3, 100}) {
            Bytes bytes = over(MemoryKind.HEAP, piece, latin("abcdefgh"));
            bytes.close();
            List<Executable> uses = List.of(
                    bytes::length,
                    bytes::isEmpty,
                    () -> bytes.get(0),
                    () -> bytes.getShort(0),
                    () -> bytes.getInt(0),
                    () -> bytes.getLong(0),
                    () -> bytes.indexOf((byte) 'a'),
                    () -> bytes.indexOf(latin("a")),
                    () -> bytes.indexOf((byte) 'a', 0, 3),
                    () -> bytes.indexOf(latin("a"), 0, 3),
                    () -> bytes.startsWith(latin("a")),
                    () -> bytes.startsWith(latin("")),
                    () -> bytes.contentEquals(latin("abcdefgh")),
                    () -> bytes.contentEquals(Bytes.empty()),
                    () -> Bytes.wrap(latin("abcdefgh")).contentEquals(bytes),
                    () -> bytes.slice(0, 1),
                    () -> bytes.slice(0, 0),
                    bytes::retain,
                    bytes::toByteArray,
                    () -> bytes.toString(UTF_8),
                    () -> bytes.copyTo(0, new byte[8], 0, 1),
                    () -> bytes.copyTo(ByteBuffer.allocate(8)),
                    () -> bytes.writeTo(new ByteArrayOutputStream()),
                    () -> bytes.writeTo(new Partial(new Random(), 100)),
                    bytes::buffers,
                    bytes::asByteBuffer,
                    bytes::parseDecimal,
                    bytes::parseHexadecimal,
                    bytes::hashCode,
                    () -> bytes.equals(Bytes.wrap(latin("abcdefgh"))),
                    () -> Bytes.concat(Bytes.empty(), bytes));
            for (int i = 0; i < uses.size(); i++) {
                assertThrows(IllegalStateException.class, uses.get(i), "use " + i);
            }
            bytes.close();
            assertTrue(bytes.toString().contains("closed"));
        }
    }

    @Test
    void aConcatThatFailsKeepsNothing() {
        Bytes good = over(MemoryKind.HEAP, 2, latin("abcd"));
        Bytes closed = over(MemoryKind.HEAP, 2, latin("efgh"));
        closed.close();
        assertThrows(IllegalStateException.class, () -> Bytes.concat(good, closed));
        good.close();
        assertEquals(0, heap.inUse());
    }

    @Test
    void handlesAreClosedEachOnItsOwn() {
        Bytes first = over(MemoryKind.DIRECT, 3, latin("abcdefgh"));
        Bytes slice = first.slice(2, 7);
        Bytes further = first.retain();
        first.close();
        first.close();
        assertEquals("cdefg", slice.toString(UTF_8));
        further.close();
        assertEquals("cdefg", slice.toString(UTF_8));
        slice.close();
        assertEquals(0, direct.inUse());
    }

    @Test
    void aSliceHoldsOnlyTheChunksThatItLiesOver() {
        Bytes all = over(MemoryKind.HEAP, 2, latin("abcdefgh"));
        Bytes slice = all.slice(2, 4);
        assertEquals(4, heap.inUse());
        all.close();
        assertEquals(1, heap.inUse());
        assertEquals("cd", slice.toString(UTF_8));
        slice.close();
    }

    @Test
    void closedByTwoThreadsAtOnceItIsClosedOnce() throws Exception {
        for (int i = 0; i < 2000; i++) {
            Chunk chunk = heap.acquire(8);
            Bytes bytes = Bytes.of(chunk, 0, 8);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                meet(start);
                bytes.close();
            });
            meet(start);
            bytes.close();
            other.get(20, TimeUnit.SECONDS);
            assertEquals(1, chunk.references());
            chunk.release();
        }
    }

    private static void meet(CyclicBarrier start) {
        try {
            start.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void retainedAndClosedOnTwoThreadsTheCountIsRight() throws Exception {
        Chunk chunk = heap.acquire(8);
        Bytes bytes = Bytes.of(chunk, 0, 8);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> retainAndClose(bytes));
        retainAndClose(bytes);
        other.get(20, TimeUnit.SECONDS);
        assertEquals(2, chunk.references());
        bytes.close();
        chunk.release();
    }

    private static void retainAndClose(Bytes bytes) {
        for (int i = 0; i < 100_000; i++) {
            bytes.retain().close();
        }
    }

    @Test
    void aRunMayBeLongerThanAnArray() {
        byte[] mebibyte = new byte[1 << 20];
        mebibyte[5] = 7;
        Bytes[] parts = new Bytes[3000];
        Arrays.fill(parts, Bytes.wrap(mebibyte));
        long length = 3000L << 20;
        try (Bytes whole = Bytes.concat(parts);
                Bytes further = whole.retain();
                Bytes slice = whole.slice(10, length);
                Bytes end = whole.slice(length - 10 - (1 << 20), length)) {
            assertEquals(length, whole.length());
            assertEquals(length, further.length());
            assertEquals(length - 10, slice.length());
            assertEquals((1 << 20) + 10, end.length());
            assertEquals(7, whole.get(length - (1 << 20) + 5));
            assertEquals(15, end.indexOf((byte) 7));
            assertEquals((1 << 20) - 5, slice.indexOf((byte) 7));
            assertEquals(length - (1 << 20) + 5, whole.indexOf((byte) 7, length - (1 << 20), -1));
            assertThrows(IllegalArgumentException.class, whole::toByteArray);
        }
    }

    @Test
    void aCopyThatIsRefusedLeavesTheBufferAsItWas() {
        try (Bytes bytes = over(MemoryKind.HEAP, 2, latin("abc"))) {
            ByteBuffer readOnly = ByteBuffer.allocate(10).asReadOnlyBuffer();
            assertThrows(ReadOnlyBufferException.class, () -> bytes.copyTo(readOnly));
            assertEquals(10, readOnly.limit());
            assertEquals(0, readOnly.position());
        }
    }

    @Test
    void writtenByTwoThreadsAtOnceItIsWrittenTwice() throws Exception {
        byte[] model = new byte[300];
        new Random(1).nextBytes(model);
        try (Bytes bytes = over(MemoryKind.HEAP, 7, model)) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> writeOften(bytes, model));
            writeOften(bytes, model);
            other.get(20, TimeUnit.SECONDS);
        }
    }

    private static void writeOften(Bytes bytes, byte[] model) {
        try {
            for (int i = 0; i < 1000; i++) {
                Partial channel = new Partial(new Random(i), Integer.MAX_VALUE);
                assertEquals(model.length, bytes.writeTo(channel));
                assertArrayEquals(model, channel.written());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsAlwaysTheSame() {
        assertSame(Bytes.empty(), Bytes.empty());
        Bytes.empty().close();
        assertEquals(0, Bytes.empty().length());
        assertEquals(0, Bytes.empty().buffers().length);
        assertEquals("", Bytes.empty().toString(UTF_8));
        assertEquals(-1, Bytes.empty().indexOf((byte) 0));
        assertEquals(Bytes.empty(), Bytes.wrap(new byte[0]));
        assertEquals(Bytes.empty(), Bytes.concat());
        assertEquals(0, Bytes.empty().asByteBuffer().remaining());
        try (Bytes handle = Bytes.empty().retain()) {
            assertTrue(handle.isEmpty());
        }
    }

    @Test
    void wrapDoesNotCopy() {
        byte[] array = latin("abc");
        try (Bytes bytes = Bytes.wrap(array)) {
            array[0] = 'X';
            assertEquals("Xbc", bytes.toString(UTF_8));
            assertThrows(
                    ReadOnlyBufferException.class, () -> bytes.asByteBuffer().put(0, (byte) 'Y'));
            assertFalse(bytes.asByteBuffer().hasArray());
        }
    }

    @Test
    void asByteBufferDoesNotCopyOneChunk() {
        Chunk chunk = direct.acquire(8);
        try (Bytes bytes = Bytes.of(chunk, 2, 6)) {
            ByteBuffer view = bytes.asByteBuffer();
            chunk.memory().put(2, (byte) 'X');
            assertEquals('X', view.get(0));
            assertEquals(4, view.remaining());
            assertTrue(view.isDirect());
        }
        chunk.release();
    }
}
