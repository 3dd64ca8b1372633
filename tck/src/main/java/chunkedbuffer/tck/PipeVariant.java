package chunkedbuffer.tck;

import chunkedbuffer.api.MemoryKind;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of the surroundings in which every test of a pipe is run.
 *
 * @param memory what the chunks are made of
 * @param chunkSize the size of every chunk in bytes, so that each value, separator and line lies across chunks; 0 for the
 *     default sizes
 */
public record PipeVariant(MemoryKind memory, int chunkSize) {
    /**
     * All of them: both kinds of memory, chunks of 1, 2, 3 and 7 bytes and of the default size.
     *
     * @return the variants
     */
    public static Stream<PipeVariant> all() {
        return Stream.of(MemoryKind.HEAP, MemoryKind.DIRECT)
                .flatMap(memory -> IntStream.of(0, 1, 2, 3, 7).mapToObj(size -> new PipeVariant(memory, size)));
    }

    @Override
    public String toString() {
        return memory + ", " + (chunkSize == 0 ? "default chunks" : "chunks of " + chunkSize);
    }
}
