package chunkedbuffer.soak;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.PoolStats;
import chunkedbuffer.tck.NothingLeaked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every transport with every pool at once: clients that send, take, break off, close by halves, read slowly, connect and go; every
 * byte that arrives is checked. Meanwhile the process is looked at: what it holds must not grow, and is gone at the end.
 *
 * <p>{@code soak.seconds} says how long; {@code soak.seed} repeats the choices of a run, though not the order of its threads.
 */
@ExtendWith(NothingLeaked.class)
class SoakTest {

    private static final int MB = 1 << 20;

    /** Fewer samples say nothing about growth. */
    private static final int FEWEST_SAMPLES = 30;

    private final long seconds = Long.getLong("soak.seconds", 6);
    private final long seed = Long.getLong("soak.seed", new SplittableRandom().nextLong());

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void nothingIsLostAndNothingGrows() throws Exception {
        System.out.println("soak: " + seconds + " s, -Dsoak.seed=" + seed);
        Findings findings = new Findings();
        Record record = new Record(Path.of("target", "soak"));
        List<World> worlds = new ArrayList<>();
        List<PoolStats> ends = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        long begun = System.nanoTime();
        Gauges start = Gauges.read(0, worlds, findings);
        try {
            for (String transport : List.of("nio", "epoll")) {
                for (String pool : List.of("slab", "commons")) {
                    worlds.add(new World(transport, pool, seeds.nextLong(), findings));
                }
            }
            worlds.forEach(World::start);
            watch(begun, record, worlds, findings);
            for (World world : worlds) {
                world.stop();
            }
        } finally {
            for (World world : worlds) {
                world.close();
                ends.add(world.pool.stats());
            }
        }
        Gauges end = backAt(start, begun, findings);
        record.add(end);
        record.draw();
        System.out.println("soak: " + findings.verified.sum() + " bytes right, " + findings.counts());
        System.out.println("soak: before " + start);
        System.out.println("soak: after  " + end);
        assertEquals(List.of(), findings.wrong(), () -> "seed " + seed);
        for (PoolStats stats : ends) {
            assertEquals(0, stats.inUseBytes(), stats::toString);
            assertEquals(stats.acquired(), stats.released(), stats::toString);
        }
        assertTrue(findings.verified.sum() > 0);
        assertTrue(end.direct() <= start.direct() + MB, () -> "direct memory stays: " + end + " after " + start);
        if (record.size() > FEWEST_SAMPLES) {
            assertAll(
                    () -> assertFlat("heap", record.growth(Gauges::heap), 4 * MB),
                    () -> assertFlat("direct memory", record.growth(Gauges::direct), 4 * MB),
                    () -> assertFlat("descriptors", record.growth(Gauges::descriptors), 16),
                    () -> assertFlat("threads", record.growth(Gauges::threads), 4));
        }
    }

    private void watch(long begun, Record record, List<World> worlds, Findings findings) throws Exception {
        long period = Math.max(250, seconds * 1000 / 150);
        while (secondsSince(begun) < seconds) {
            record.add(Gauges.read(secondsSince(begun), worlds, findings));
            LockSupport.parkNanos(Duration.ofMillis(period).toNanos());
        }
    }

    /** The direct memory of pools that are closed goes with its buffers, when the collector has found them. */
    private static Gauges backAt(Gauges start, long begun, Findings findings) {
        Gauges now = Gauges.read(secondsSince(begun), List.of(), findings);
        for (int looks = 0; looks < 100 && now.direct() > start.direct() + MB; looks++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            now = Gauges.read(secondsSince(begun), List.of(), findings);
        }
        return now;
    }

    private static long secondsSince(long begun) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }

    private static void assertFlat(String what, long growth, long most) {
        assertTrue(
                growth <= most, () -> what + " grew by " + growth + " from the middle third of the time to the last");
    }
}
