package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import chunkedbuffer.api.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyspaceTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    private final Keyspace keys = new Keyspace();

    @Test
    void itHoldsWhatAMapHolds() {
        System.out.println("-Dchunkedbuffer.seed=" + SEED);
        Random random = new Random(SEED);
        Map<String, String> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            String key = "x".repeat(random.nextInt(20)) + random.nextInt(1000);
            String value = "v" + random.nextInt();
            Bytes in = Bytes.wrap(("-" + key + value).getBytes(UTF_8));
            long end = 1 + key.length();
            if (random.nextInt(3) == 0) {
                assertEquals(model.remove(key) != null, keys.remove(in, 1, end));
            } else {
                Entry entry = keys.find(in, 1, end);
                assertEquals(model.put(key, value), entry == null ? null : text(entry));
                (entry == null ? keys.add(in, 1, end) : entry).set(in, end, in.length());
            }
            assertEquals(model.size(), keys.size());
        }
        model.forEach((key, value) -> {
            Bytes in = Bytes.wrap(key.getBytes(UTF_8));
            assertEquals(value, text(assertNotNull(keys.find(in, 0, in.length()))));
        });
        keys.clear();
        assertEquals(0, keys.size());
    }

    @Test
    void keysThatDifferInLengthAloneDiffer() {
        Bytes zeros = Bytes.wrap(new byte[20]);
        for (int length = 0; length <= 20; length++) {
            assertNull(keys.find(zeros, 0, length));
            keys.add(zeros, 0, length);
        }
        assertEquals(21, keys.size());
        assertFalse(keys.remove(Bytes.wrap(new byte[] {1}), 0, 1));
    }

    private static Entry assertNotNull(Entry entry) {
        org.junit.jupiter.api.Assertions.assertNotNull(entry);
        return entry;
    }

    private static String text(Entry entry) {
        return new String(entry.copy(), 0, entry.length(), UTF_8);
    }
}
