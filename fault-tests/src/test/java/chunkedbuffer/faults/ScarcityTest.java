package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that have few descriptors, or little direct memory. */
@Timeout(300)
class ScarcityTest {

    @ParameterizedTest
    @MethodSource(Transports.NAMES)
    void noDescriptorIsLeftToConnectAndToAccept(String transport) throws Exception {
        List<String> out = new ChildJvm().descriptors(100).run(FewDescriptors.class, transport);
        assertEquals("survived", out.get(out.size() - 1), () -> String.join("\n", out));
    }

    @ParameterizedTest
    @MethodSource(Transports.NAMES)
    void noDirectMemoryIsLeftToRead(String transport) throws Exception {
        List<String> out = new ChildJvm().option("-XX:MaxDirectMemorySize=4m").run(LittleDirectMemory.class, transport);
        String last = out.get(out.size() - 1);
        assertTrue(last.matches("survived [1-9]\\d*"), () -> String.join("\n", out));
    }
}
