package chunkedbuffer.tck.memory;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network in memory, and the transports on it: who listens through one can be connected to through it and through every other
 * one of the same network. Networks know nothing of each other, so that two tests never meet.
 *
 * <pre>{@code
 * MemoryNetwork network = MemoryNetwork.builder()
 *         .latency(Duration.ofMillis(20))
 *         .pieceSize(1, 100)             // what is sent arrives in pieces of so many bytes
 *         .seed(42)
 *         .build();
 * try (Transport transport = network.open()) {
 *     ...
 *     network.faults(MemoryFaults.none().resetAfter(1000));    // for the connections made from now on
 * }
 * }</pre>
 *
 * <p><b>What it is like.</b> A connection is what {@link chunkedbuffer.api.Connection} says, with either kind of address, which
 * are names here: nothing is bound and no file is made. Each direction holds as many bytes as the receiver's {@code SO_RCVBUF}
 * says, 64 KiB at first, that were sent and that the receiver's pipe has not taken: so a reader that stops reading stops the
 * writer. Options of the socket are kept, and have no other effect.
 *
 * <p><b>What is the same each time.</b> The sizes of the pieces, their latencies and random faults are drawn from the seed, a
 * row of its own for each direction of each connection, by their number. A piece is shorter where less was flushed when it was
 * cut off. With real time that depends on the threads; {@linkplain Builder#manual() by hand} it does not, and nothing else
 * does.
 *
 * <p><b>Time.</b> Usually latencies and time-outs take real time, and a thread of the network keeps it, while a transport of it
 * is open. By hand there is no thread at all: time stands still until the test calls {@link #advance}, which does what is due by
 * then, on the calling thread, in the order of its time. Handlers, listeners and stages run in that call too. A test must not
 * wait for something by hand otherwise than by {@code advance}: nobody would bring it.
 *
 * <p><b>What it does not have:</b> a limit of connections, {@link TransportOptions#maxConnections()} is ignored, and a queue of
 * those who wait to be accepted.
 *
 * <p>All methods are safe from any thread.
 */
public final class MemoryNetwork {

    private final Duration leastLatency;
    private final Duration mostLatency;
    private final int leastPiece;
    private final int mostPiece;
    private final long seed;
    private final Wire wire;
    private final Addresses addresses = new Addresses();
    private final AtomicLong directions = new AtomicLong();
    private volatile MemoryFaults faults = MemoryFaults.none();

    private MemoryNetwork(Builder builder) {
        leastLatency = builder.leastLatency;
        mostLatency = builder.mostLatency;
        leastPiece = builder.leastPiece;
        mostPiece = builder.mostPiece;
        seed = builder.seed;
        wire = builder.manual ? new ManualWire() : new TimedWire();
    }

    /**
     * Starts from a network without latency, whose pieces are as large as possible, up to 16 KiB.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a transport on this network, with one event loop.
     *
     * @return a new transport, which the caller closes
     */
    public Transport open() {
        return open(TransportOptions.builder().threads(1).build());
    }

    /**
     * Opens a transport on this network.
     *
     * @param options its threads, which it does not have by hand; the name is not looked at
     * @return a new transport, which the caller closes
     */
    public Transport open(TransportOptions options) {
        return new MemoryTransport(this, Objects.requireNonNull(options, "options"));
    }

    /**
     * Sets what goes wrong with the connections that are made from now on. Those that are there keep what they have.
     *
     * @param faults the faults; {@link MemoryFaults#none()} for none any more
     */
    public void faults(MemoryFaults faults) {
        this.faults = Objects.requireNonNull(faults, "faults");
    }

    /**
     * Moves the time of a network by hand, and does all that is due by then.
     *
     * @param time how far; {@link Duration#ZERO} does what is due now
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if the network keeps real time, or this is called by something that a call of it runs
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ": it goes forwards only");
        }
        if (!(wire instanceof ManualWire manual)) {
            throw new IllegalStateException("This network keeps real time: build it with manual() to move it by hand");
        }
        manual.advance(time.toNanos());
    }

    /**
     * What its random choices come from.
     *
     * @return the seed that was given, or the one that was drawn
     */
    public long seed() {
        return seed;
    }

    Wire wire() {
        return wire;
    }

    Addresses addresses() {
        return addresses;
    }

    MemoryFaults faults() {
        return faults;
    }

    /** The random choices of one more direction. */
    Weather weather(MemoryFaults faults) {
        SplittableRandom random = new SplittableRandom(seed + directions.getAndIncrement());
        return new Weather(random, leastLatency.toNanos(), mostLatency.toNanos(), leastPiece, mostPiece, faults);
    }

    @Override
    public String toString() {
        return "MemoryNetwork[latency=" + leastLatency + " to " + mostLatency + ", pieceSize=" + leastPiece + " to "
                + mostPiece + ", seed=" + seed + ", " + faults + "]";
    }

    /** Collects what a network is like. Not safe for use by several threads. */
    public static final class Builder {
        private static final int LARGEST_PIECE = 16 * 1024;
        private static final Duration LONGEST = Duration.ofDays(1);

        private Duration leastLatency = Duration.ZERO;
        private Duration mostLatency = Duration.ZERO;
        private int leastPiece = LARGEST_PIECE;
        private int mostPiece = LARGEST_PIECE;
        private long seed = new SplittableRandom().nextLong();
        private boolean manual;

        private Builder() {}

        /**
         * Sets how long each piece, and each step of connecting and ending, is under way.
         *
         * @param latency not negative, at most a day
         * @return this
         * @throws IllegalArgumentException if it is neither
         */
        public Builder latency(Duration latency) {
            return latency(latency, latency);
        }

        /**
         * Sets between which times each piece is under way. Pieces of one direction keep their order.
         *
         * @param least not negative
         * @param most at least that, at most a day
         * @return this
         * @throws IllegalArgumentException if it is not so
         */
        public Builder latency(Duration least, Duration most) {
            if (least.isNegative() || most.compareTo(least) < 0 || most.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "latency is " + least + " to " + most + ": it must be ordered, and between 0 and a day");
            }
            leastLatency = least;
            mostLatency = most;
            return this;
        }

        /**
         * Sets how large the pieces are in which bytes arrive: each is one read and one {@code flush} into the receiver's pipe.
         *
         * @param bytes at least 1; 1 shows whatever takes a read for a message
         * @return this
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder pieceSize(int bytes) {
            return pieceSize(bytes, bytes);
        }

        /**
         * Sets between which sizes the pieces are.
         *
         * @param least at least 1
         * @param most at least that
         * @return this
         * @throws IllegalArgumentException if it is not so
         */
        public Builder pieceSize(int least, int most) {
            if (least < 1 || most < least) {
                throw new IllegalArgumentException(
                        "pieceSize is " + least + " to " + most + ": it must be ordered, and at least 1");
            }
            leastPiece = least;
            mostPiece = most;
            return this;
        }

        /**
         * Sets what the random choices come from. Unless set, it is another one each time, which {@link MemoryNetwork#seed()}
         * tells.
         *
         * @param value the seed
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Makes the time go by hand, by {@link MemoryNetwork#advance}.
         *
         * @return this
         */
        public Builder manual() {
            manual = true;
            return this;
        }

        /**
         * Makes the network.
         *
         * @return a new network
         */
        public MemoryNetwork build() {
            return new MemoryNetwork(this);
        }
    }
}
