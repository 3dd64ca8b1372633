package chunkedbuffer.core;

import chunkedbuffer.fuzz.FuzzedRandom;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayDeque;
import java.util.Deque;

/** Everything that the two ends of a pipe can do, in an order that the fuzzer chooses, against the model of a pipe. */
class PipeFuzzTest {

    @FuzzTest
    void aPipeIsAsItsModelIs(byte[] input) throws Exception {
        Deque<String> last = new ArrayDeque<>();
        try {
            PipeModelTest.run(new FuzzedRandom(input), last);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(String.join("\n", last), e);
        }
    }
}
