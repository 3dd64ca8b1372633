package chunkedbuffer.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.tck.ProbePool;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs made of chunks in any number and kind, sliced and joined, against arrays; indices good and bad. */
class BytesFuzzTest {

    private static final Charset[] CHARSETS = {UTF_8, ISO_8859_1, UTF_16};

    private final ProbePool heap = new ProbePool(MemoryKind.HEAP);
    private final ProbePool direct = new ProbePool(MemoryKind.DIRECT);

    /** A run and what it must hold. */
    private record Known(Bytes bytes, byte[] content) {}

    @FuzzTest
    void aRunIsAsItsArrayIs(byte[] input) throws IOException {
        FuzzedRandom random = new FuzzedRandom(input);
        List<Known> all = new ArrayList<>();
        try {
            while (!random.isUsedUp()) {
                step(random, all);
            }
            for (Known each : all) {
                assertArrayEquals(each.content, each.bytes.toByteArray());
            }
        } finally {
            all.forEach(each -> each.bytes.close());
        }
        for (Known each : all) {
            if (each.content.length > 0) {
                assertThrows(IllegalStateException.class, () -> each.bytes.get(0));
            }
        }
        heap.assertBalanced();
        direct.assertBalanced();
    }

    private void step(FuzzedRandom random, List<Known> all) throws IOException {
        int choice = random.nextInt(16);
        if (all.isEmpty() || choice == 0) {
            all.add(fresh(random));
            return;
        }
        int place = random.nextInt(all.size());
        Known one = all.get(place);
        Known other = all.get(random.nextInt(all.size()));
        long from = index(random, one);
        long to = index(random, one);
        byte[] content = one.content;
        boolean inside = from >= 0 && to >= from && to <= content.length;
        switch (choice) {
            case 1, 2 -> {
                if (inside) {
                    all.add(new Known(one.bytes.slice(from, to), Arrays.copyOfRange(content, (int) from, (int) to)));
                } else {
                    assertThrows(IndexOutOfBoundsException.class, () -> one.bytes.slice(from, to));
                }
            }
            case 3 -> all.add(new Known(one.bytes.retain(), content));
            case 4 -> {
                if (content.length + other.content.length < 100_000) {
                    byte[] joined = Arrays.copyOf(content, content.length + other.content.length);
                    System.arraycopy(other.content, 0, joined, content.length, other.content.length);
                    all.add(new Known(Bytes.concat(one.bytes, other.bytes), joined));
                }
            }
            case 5 -> {
                if (from >= 0 && from < content.length) {
                    assertEquals(content[(int) from], one.bytes.get(from));
                } else {
                    assertThrows(IndexOutOfBoundsException.class, () -> one.bytes.get(from));
                }
            }
            case 6 -> numbers(one, from);
            case 7 -> {
                byte b = (byte) random.nextInt(256);
                assertEquals(indexOf(content, new byte[] {b}, 0, content.length), one.bytes.indexOf(b));
                if (inside) {
                    assertEquals(
                            indexOf(content, new byte[] {b}, (int) from, (int) to), one.bytes.indexOf(b, from, to));
                }
            }
            case 8 -> {
                byte[] needle = random.bytes(random.nextInt(8) + 1);
                if (needle.length > 0) {
                    assertEquals(indexOf(content, needle, 0, content.length), one.bytes.indexOf(needle));
                    if (inside) {
                        assertEquals(
                                indexOf(content, needle, (int) from, (int) to), one.bytes.indexOf(needle, from, to));
                    }
                }
            }
            case 9 -> {
                Charset charset = CHARSETS[random.nextInt(CHARSETS.length)];
                assertEquals(new String(content, charset), one.bytes.toString(charset));
            }
            case 10 -> {
                assertEquals(Arrays.equals(content, other.content), one.bytes.contentEquals(other.bytes));
                assertEquals(Arrays.hashCode(content), one.bytes.hashCode());
            }
            case 11 -> copies(one, random, from);
            case 12 -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                if (random.nextBoolean()) {
                    one.bytes.writeTo(out);
                } else {
                    one.bytes.writeTo(Channels.newChannel(out));
                }
                assertArrayEquals(content, out.toByteArray());
            }
            case 13 -> assertEquals(ByteBuffer.wrap(content), one.bytes.asByteBuffer());
            case 14 -> {
                byte[] start = Arrays.copyOf(content, Math.min(content.length, random.nextInt(20)));
                assertEquals(true, one.bytes.startsWith(start));
            }
            default -> {
                all.remove(place);
                one.bytes.close();
                one.bytes.close();
            }
        }
    }

    private Known fresh(FuzzedRandom random) {
        int kind = random.nextInt(3);
        byte[] content = random.bytes(random.nextInt(100));
        if (kind == 0) {
            return new Known(Bytes.wrap(content), content);
        }
        Chunk chunk = (kind == 1 ? heap : direct).acquire(content.length + 5);
        try {
            chunk.memory().put(3, content);
            return new Known(Bytes.of(chunk, 3, 3 + content.length), content);
        } finally {
            chunk.release();
        }
    }

    /** Mostly inside, at times just beyond, or far away. */
    private static long index(FuzzedRandom random, Known one) {
        int choice = random.nextInt(16);
        return choice == 0 ? random.nextLong() : choice == 1 ? -1 : random.nextInt(one.content.length + 2);
    }

    private static void numbers(Known one, long at) {
        ByteBuffer content = ByteBuffer.wrap(one.content);
        if (at >= 0 && at + Long.BYTES <= one.content.length) {
            assertEquals(content.getShort((int) at), one.bytes.getShort(at));
            assertEquals(content.getInt((int) at), one.bytes.getInt(at));
            assertEquals(content.getLong((int) at), one.bytes.getLong(at));
        } else {
            assertThrows(IndexOutOfBoundsException.class, () -> one.bytes.getLong(at));
        }
    }

    private static void copies(Known one, FuzzedRandom random, long from) {
        byte[] target = new byte[200];
        int offset = random.nextInt(220) - 10;
        int length = random.nextInt(220) - 10;
        boolean fits = from >= 0
                && length >= 0
                && from <= one.content.length - length
                && offset >= 0
                && offset <= target.length - length;
        if (fits) {
            one.bytes.copyTo(from, target, offset, length);
            assertArrayEquals(
                    Arrays.copyOfRange(one.content, (int) from, (int) from + length),
                    Arrays.copyOfRange(target, offset, offset + length));
        } else {
            assertThrows(IndexOutOfBoundsException.class, () -> one.bytes.copyTo(from, target, offset, length));
            assertArrayEquals(new byte[200], target, "nothing was copied");
        }
    }

    private static long indexOf(byte[] content, byte[] needle, int from, int to) {
        for (int at = from; at + needle.length <= to; at++) {
            if (Arrays.equals(content, at, at + needle.length, needle, 0, needle.length)) {
                return at;
            }
        }
        return -1;
    }
}
