package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JUnitVersionTest {

    @Test
    void oneThatIsTooOldIsToldWhichIsNeeded() {
        ClassLoader withoutJUnit = new ClassLoader(null) {};
        IllegalStateException tooOld =
                assertThrows(IllegalStateException.class, () -> JUnitVersion.require(withoutJUnit));
        assertTrue(tooOld.getMessage().contains("JUnit Jupiter 5.13 or later"), tooOld::toString);
    }

    @Test
    void thisOneWillDo() {
        JUnitVersion.require();
    }
}
