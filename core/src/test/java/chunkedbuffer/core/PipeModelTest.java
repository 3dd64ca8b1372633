package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.ProbePool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A pipe does at random what a pipe can do, misuse included, and at each step it must be as its {@link PipeModel} is.
 *
 * <p>{@code -Dchunkedbuffer.seed} repeats the run that failed, together with {@code -Dchunkedbuffer.runs=1}; more runs look
 * further.
 */
class PipeModelTest {
    private static final int STEPS = 300;
    private static final int[] SIZES = {1, 2, 3, 7, 16, 64, 1000, 2048, 65_536, 262_144};

    @Test
    void aPipeIsAsItsModelIs() throws Exception {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        int runs = Integer.getInteger("chunkedbuffer.runs", 400);
        System.out.println("PipeModelTest: -Dchunkedbuffer.seed=" + seed + " -Dchunkedbuffer.runs=" + runs);
        for (int run = 0; run < runs; run++) {
            Deque<String> last = new ArrayDeque<>();
            try {
                run(new Random(seed + run), last);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "-Dchunkedbuffer.seed=" + (seed + run) + " -Dchunkedbuffer.runs=1\n" + String.join("\n", last),
                        e);
            }
        }
    }

    private static int pick(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }

    /** One pipe's life. Also for the fuzzer, which chooses in place of chance. */
    static void run(Random random, Deque<String> last) throws Exception {
        ProbePool pool = new ProbePool(random.nextBoolean() ? MemoryKind.HEAP : MemoryKind.DIRECT).forgetful();
        pool.surplus(pick(random, 0, 0, 0, 1, 13));
        int minimum = SIZES[random.nextInt(SIZES.length)];
        int maximum = Math.max(minimum, SIZES[random.nextInt(SIZES.length)]);
        int pause = pick(random, 0, 1, 64, 64, 1000, 65_536);
        PipeOptions options = PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(minimum)
                .maximumChunkSize(maximum)
                .inputCutoffSize(pick(random, 0, 1, 10, 4096))
                .pauseThreshold(pause)
                .resumeThreshold(pause == 0 ? 0 : random.nextInt(pause))
                .build();
        last.add(options.toString());
        int steps = random.nextInt(STEPS);
        try (Pipe pipe = Pipe.create(options)) {
            PipeModel model = new PipeModel(options);
            ModelWriter writer = new ModelWriter(random, pipe, model, pool, Math.min(maximum, 3000) * 3 / 2);
            ModelReader reader = new ModelReader(random, pipe, model);
            for (int step = 0; step < steps; step++) {
                if (step == steps * 4 / 5 && random.nextInt(3) > 0) {
                    log(last, writer.end(random.nextBoolean() ? null : new Exception("the end")));
                } else {
                    log(last, random.nextBoolean() ? writer.step() : reader.step());
                }
                log(last, model.toString());
                model.compare(pipe);
                if (model.length() == 0 && model.unflushed() == 0 && !writer.bufferIsOut() && !reader.holdsBytes()) {
                    assertEquals(0, pool.inUse(), "chunks of an empty pipe");
                }
            }
            pipe.close();
            assertThrows(IllegalStateException.class, () -> pipe.readAtMost(-1));
            pipe.eof();
            reader.finish();
        }
        pool.assertBalanced();
    }

    private static void log(Deque<String> last, String line) {
        last.add(line);
        if (last.size() > 60) {
            last.removeFirst();
        }
    }
}
