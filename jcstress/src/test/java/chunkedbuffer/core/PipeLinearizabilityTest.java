package chunkedbuffer.core;

import chunkedbuffer.api.PipeOptions;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writer and one reader of a pipe, interleaved step by step, against a plain queue. */
public class PipeLinearizabilityTest {

    @Test
    @Timeout(600)
    void pipe() {
        Interleavings.of(3).sequentialSpecification(Queued.class).check(Piped.class);
    }

    /** The pipe. Its chunks hold two bytes, so that each write lies in two of them. */
    public static class Piped extends StressedPipe {
        private char next = 'a';

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.inputCutoffSize(0);
        }

        @Operation(nonParallelGroup = "writer")
        public void write() {
            send(String.valueOf(next++).repeat(3));
        }

        @Operation(nonParallelGroup = "reader")
        public String read() {
            return text(now(() -> pipe.readAtMost(2)));
        }

        @Operation(nonParallelGroup = "reader")
        public long length() {
            return pipe.length();
        }
    }

    /** What it shall be like. */
    public static class Queued {
        private final Queue<Character> queue = new ArrayDeque<>();
        private char next = 'a';

        public void write() {
            for (int i = 0; i < 3; i++) {
                queue.add(next);
            }
            next++;
        }

        public String read() {
            StringBuilder read = new StringBuilder();
            while (read.length() < 2 && !queue.isEmpty()) {
                read.append(queue.remove());
            }
            return read.toString();
        }

        public long length() {
            return queue.size();
        }
    }
}
