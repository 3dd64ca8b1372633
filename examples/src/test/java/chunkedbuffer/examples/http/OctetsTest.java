package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is looked at in words, against a look at each byte. */
class OctetsTest {
    private static final int RUNS = 100_000;

    private final long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
    private final Random random = new Random(seed);

    OctetsTest() {
        System.out.println("OctetsTest: -Dchunkedbuffer.seed=" + seed);
    }

    /** Mostly one kind of byte, so that runs are long; in one piece or in two. */
    private byte[] text() {
        byte[] text = new byte[random.nextInt(40)];
        for (int i = 0; i < text.length; i++) {
            text[i] = random.nextInt(12) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) ("abyzABYZ-09 \t~!:".charAt(random.nextInt(random.nextInt(3) == 0 ? 16 : 9)));
        }
        return text;
    }

    private Bytes bytes(byte[] text) {
        int cut = random.nextBoolean() ? 0 : random.nextInt(text.length + 1);
        return Bytes.concat(
                Bytes.wrap(java.util.Arrays.copyOf(text, cut)),
                Bytes.wrap(java.util.Arrays.copyOfRange(text, cut, text.length)));
    }

    @Test
    void runsEndWhereTheFirstOtherByteIs() {
        for (int run = 0; run < RUNS; run++) {
            byte[] text = text();
            int from = random.nextInt(text.length + 1);
            int to = from + random.nextInt(text.length - from + 1);
            int token = from;
            while (token < to && Octets.isToken(text[token])) {
                token++;
            }
            int visible = from;
            while (visible < to && Octets.isVisible(text[visible])) {
                visible++;
            }
            boolean good = true;
            for (int i = from; i < to; i++) {
                int b = text[i] & 0xff;
                good &= (b >= ' ' && b != 0x7f) || b == '\t';
            }
            try (Bytes in = bytes(text)) {
                assertEquals(token, Octets.tokenEnd(in, from, to), () -> "seed " + seed);
                assertEquals(visible, Octets.visibleEnd(in, from, to), () -> "seed " + seed);
                assertEquals(good, Octets.isText(in, from, to), () -> "seed " + seed);
            }
        }
    }

    @Test
    void namesAreComparedToTheLetterOrInAnyCase() {
        String[] names = {"GET", "/", "host", "/length", "100-continue", "transfer-encoding", "keep-alive", "http://"};
        for (int run = 0; run < RUNS; run++) {
            String text = names[random.nextInt(names.length)];
            Name name = new Name(text);
            assertEquals(text.length(), name.length());
            StringBuilder other = new StringBuilder(text);
            int change = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> other.setCharAt(change, (char) (' ' + random.nextInt(0x7f - ' ')));
                case 1 -> other.setCharAt(change, Character.toUpperCase(other.charAt(change)));
                case 2 -> other.append('x');
                default -> {}
            }
            int before = random.nextInt(10);
            byte[] all =
                    (" ".repeat(before) + other + "\r\nabcdefgh".substring(0, random.nextInt(11))).getBytes(US_ASCII);
            boolean same = other.toString().equals(text);
            boolean inAnyCase = other.toString().toLowerCase(Locale.ROOT).equals(text);
            try (Bytes in = bytes(all)) {
                long to = before + other.length();
                assertEquals(same, name.is(in, before, to), () -> "seed " + seed + ", " + other);
                if (!text.equals("GET")) {
                    assertEquals(inAnyCase, name.isIgnoringCase(in, before, to), () -> "seed " + seed + ", " + other);
                }
            }
        }
    }

    @Test
    void aNameThatIsThereInPartIsNotThere() {
        try (Bytes in = bytes("connectio".getBytes(US_ASCII))) {
            assertFalse(new Name("connection").is(in, 0, 9));
            assertTrue(new Name("connectio").is(in, 0, 9));
        }
    }
}
