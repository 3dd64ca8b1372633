package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lines of all lengths, put in pieces of all sizes into chunks of all sizes and taken in all ways at random, against an array: what
 * the pipe remembers of the places of their ends must not outlive the bytes, nor be of others.
 */
@ExtendWith(NothingLeaked.class)
class LinesModelTest {
    private static final int RUNS = Integer.getInteger("chunkedbuffer.runs", 600);
    private static final byte[] CRLF = {'\r', '\n'};

    private Random random;
    private byte[] text;

    /** What is written, and what is consumed, of the text. */
    private int written;

    private int consumed;
    private Pipe pipe;

    @Test
    void linesAreThoseOfTheModel(PoolProbe pools) throws Exception {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        System.out.println("LinesModelTest: -Dchunkedbuffer.seed=" + seed + " -Dchunkedbuffer.runs=" + RUNS);
        for (int run = 0; run < RUNS; run++) {
            random = new Random(seed + run);
            MemoryKind kind = random.nextBoolean() ? MemoryKind.DIRECT : MemoryKind.HEAP;
            int chunk = 16 << random.nextInt(9);
            pipe = Pipe.create(PipeOptions.builder()
                    .pool(pools.create(ChunkPoolOptions.builder().memory(kind).build()))
                    .minimumChunkSize(chunk)
                    .maximumChunkSize(chunk << random.nextInt(3))
                    .pauseThreshold(0)
                    .build());
            text = lines(1 << random.nextInt(11));
            written = 0;
            consumed = 0;
            try {
                goThrough();
            } catch (Throwable e) {
                throw new AssertionError("seed " + (seed + run) + ", runs 1", e);
            } finally {
                pipe.close();
            }
        }
    }

    private byte[] lines(int longest) {
        byte[] made = new byte[2000 + random.nextInt(4000)];
        int at = 0;
        while (at < made.length) {
            int end = Math.min(made.length, at + random.nextInt(longest + 1));
            while (at < end) {
                made[at++] =
                        (byte) (random.nextInt(8) == 0 ? '\n' ^ 1 : random.nextInt(20) == 0 ? '\r' : 'a' + at % 26);
            }
            if (random.nextInt(4) > 0 && at < made.length) {
                made[at++] = '\r';
            }
            if (at < made.length) {
                made[at++] = '\n';
            }
        }
        return made;
    }

    private void goThrough() throws IOException {
        int piece = 1 << random.nextInt(12);
        while (consumed < text.length) {
            if (written < text.length && (consumed == written || random.nextInt(4) == 0)) {
                int count = Math.min(text.length - written, 1 + random.nextInt(piece));
                pipe.write(text, written, count);
                pipe.flush();
                written += count;
            }
            take();
        }
        assertEquals(text.length, written);
    }

    private void take() throws IOException {
        int newline = indexOf('\n', consumed);
        int crlf = indexOfPair();
        boolean ended = written == text.length;
        switch (random.nextInt(8)) {
            case 0 -> assertEquals(newline < 0 ? -1 : newline - consumed, pipe.indexOf((byte) '\n'));
            case 1 -> {
                byte other = text[random.nextInt(text.length)];
                int at = indexOf(other, consumed);
                assertEquals(at < 0 ? -1 : at - consumed, pipe.indexOf(other));
            }
            case 2 -> {
                String line = pipe.readLine(ISO_8859_1);
                assertEquals(newline < 0 ? null : line(newline), line);
                consumed = newline < 0 ? consumed : newline + 1;
            }
            case 3 -> {
                try (Bytes line = pipe.takeLine()) {
                    assertEquals(newline < 0 ? null : line(newline), line == null ? null : line.toString(ISO_8859_1));
                }
                consumed = newline < 0 ? consumed : newline + 1;
            }
            case 4 -> {
                byte[] before = pipe.readUntil(CRLF, true);
                if (crlf < 0) {
                    assertNull(before);
                } else {
                    assertArrayEquals(java.util.Arrays.copyOfRange(text, consumed, crlf), before);
                    consumed = crlf + 2;
                }
            }
            case 5 -> {
                int count = Math.min(written - consumed, random.nextInt(100));
                assertEquals(count, pipe.skip(count));
                consumed += count;
            }
            case 6 -> {
                int from = random.nextInt(written - consumed + 1);
                int at = indexOf('\n', consumed + from);
                assertEquals(at < 0 ? -1 : at - consumed, pipe.indexOf((byte) '\n', from, -1));
            }
            default -> {
                if (ended && newline < 0) {
                    assertEquals(written - consumed, pipe.skip(-1));
                    consumed = written;
                }
            }
        }
    }

    private String line(int newline) {
        int end = newline > consumed && text[newline - 1] == '\r' ? newline - 1 : newline;
        return new String(text, consumed, end - consumed, ISO_8859_1);
    }

    private int indexOf(int b, int from) {
        for (int i = from; i < written; i++) {
            if (text[i] == b) {
                return i;
            }
        }
        return -1;
    }

    private int indexOfPair() {
        for (int i = consumed; i < written - 1; i++) {
            if (text[i] == '\r' && text[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
