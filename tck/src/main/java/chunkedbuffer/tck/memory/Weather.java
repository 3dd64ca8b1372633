package chunkedbuffer.tck.memory;

import java.util.SplittableRandom;

/** What chance decides in one direction of a connection, drawn from a seed. Belongs to the wire. */
final class Weather {

    private final SplittableRandom random;
    private final long leastLatency;
    private final long mostLatency;
    private final int leastPiece;
    private final int mostPiece;
    private final MemoryFaults faults;

    Weather(
            SplittableRandom random,
            long leastLatency,
            long mostLatency,
            int leastPiece,
            int mostPiece,
            MemoryFaults faults) {
        this.random = random;
        this.leastLatency = leastLatency;
        this.mostLatency = mostLatency;
        this.leastPiece = leastPiece;
        this.mostPiece = mostPiece;
        this.faults = faults;
    }

    /** How long the next thing is under way, in nanoseconds. */
    long latency() {
        return random.nextLong(leastLatency, mostLatency + 1);
    }

    /** How large the next piece may be. */
    int pieceSize() {
        return (int) random.nextLong(leastPiece, mostPiece + 1L);
    }

    /** How many bytes may go on after so many, before something happens. */
    long bytesLeft(long carried) {
        return Math.min(faults.resetAfter(), faults.stallAfter()) - carried;
    }

    /** Whether the connection is reset after so many bytes, which end a piece. */
    boolean resets(long carried) {
        return carried >= faults.resetAfter() || random.nextDouble() < faults.resetProbability();
    }

    /** Whether nothing comes after so many bytes, not even an end. */
    boolean stalls(long carried) {
        return carried >= faults.stallAfter();
    }
}
