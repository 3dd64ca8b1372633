package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WideTrialTest {
    private static final int GIB = 1 << 30;

    private final WideTrial trial = new WideTrial();

    @Test
    void beginsAfterAGibibyteOfLongSearches() {
        trial.didWithout(GIB - 1);
        assertFalse(trial.isDue(GIB));
        trial.didWithout(511); // a short one is not counted
        assertFalse(trial.isDue(GIB));
        trial.didWithout(512);
        assertTrue(trial.isDue(WideTrial.LENGTH));
        assertFalse(trial.isDue(WideTrial.LENGTH - 1));
        assertFalse(trial.isPassed());
    }

    @Test
    void isPassedByOneFastTrial() {
        trial.didWithout(GIB);
        trial.took(20_000);
        assertFalse(trial.isPassed());
        trial.took(60);
        assertTrue(trial.isPassed());
    }

    @Test
    void isGivenUpWhenVectorsStaySlow() {
        trial.didWithout(GIB);
        int trials = 0;
        while (trial.isDue(GIB)) {
            trial.took(20_000);
            trials++;
        }
        assertEquals(50_000, trials);
        assertFalse(trial.isPassed());
    }
}
