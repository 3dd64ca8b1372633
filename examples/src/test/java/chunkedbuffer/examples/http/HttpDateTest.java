package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpDateTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final HttpDate date = new HttpDate();

    @Test
    void itIsWhatTheJdkWritesOnEachDayOfFourCenturies() {
        LocalDate end = LocalDate.of(2400, 3, 2);
        for (LocalDate day = LocalDate.of(1970, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            check(day.toEpochDay() * 86_400);
        }
    }

    @Test
    void itIsWhatTheJdkWritesAtAnySecond() {
        System.out.println("-Dchunkedbuffer.seed=" + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            check(random.nextLong(253_402_300_800L)); // the year 10000
        }
    }

    private void check(long second) {
        byte[] text = new byte[HttpDate.LENGTH];
        date.set(second);
        date.copyTo(text, 0);
        assertEquals(FORMAT.format(Instant.ofEpochSecond(second)), new String(text, US_ASCII));
    }
}
