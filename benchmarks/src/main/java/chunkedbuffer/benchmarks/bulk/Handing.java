package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.benchmarks.Mate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives blocks and takes them: on one thread, or as the taker while a thread of its own gives. */
public final class Handing {
    private final HandOver place;
    private final int length;
    private final int blocks;
    private final @Nullable Mate giver;

    /**
     * One.
     *
     * @param place an empty one
     * @param length bytes of a block
     * @param blocks how many at a time
     * @param twoThreads whether a second thread gives them
     */
    public Handing(HandOver place, int length, int blocks, boolean twoThreads) {
        this.place = place;
        this.length = length;
        this.blocks = blocks;
        this.giver = twoThreads ? new Mate(this::giveAndWait) : null;
    }

    private void giveAndWait() throws IOException, InterruptedException {
        for (int i = 0; i < blocks; i++) {
            place.give(length, mark(i));
            place.awaitRoom();
        }
    }

    private static byte mark(int block) {
        return (byte) (block % HandOver.MARKS);
    }

    /**
     * All of them given, then taken.
     *
     * @return what was seen of the last one
     * @throws IOException never
     * @throws InterruptedException never
     */
    public int burst() throws IOException, InterruptedException {
        for (int i = 0; i < blocks; i++) {
            place.give(length, mark(i));
        }
        return take();
    }

    /**
     * All of them taken while the other thread gives them.
     *
     * @return what was seen of the last one
     * @throws IOException never
     * @throws InterruptedException never
     */
    public int trip() throws IOException, InterruptedException {
        Mate mate = java.util.Objects.requireNonNull(giver, "one thread only");
        mate.go();
        int seen = take();
        mate.join();
        return seen;
    }

    private int take() throws IOException, InterruptedException {
        int seen = 0;
        for (int i = 0; i < blocks; i++) {
            seen = place.take(length);
        }
        return seen;
    }

    /**
     * Once, and every block is looked at.
     *
     * @throws IOException never
     * @throws InterruptedException never
     * @throws AssertionError if a block is not what was given
     */
    public void check() throws IOException, InterruptedException {
        Mate mate = giver;
        if (mate != null) {
            mate.go();
        } else {
            for (int i = 0; i < blocks; i++) {
                place.give(length, mark(i));
            }
        }
        for (int i = 0; i < blocks; i++) {
            if (place.take(length) != HandOver.seen(mark(i), (byte) ~mark(i))) {
                throw new AssertionError("block " + i + " of " + blocks + " is wrong");
            }
        }
        if (mate != null) {
            mate.join();
        }
    }

    /**
     * Ends the thread, if there is one, and closes the place.
     *
     * @throws InterruptedException never
     */
    public void close() throws InterruptedException {
        Mate mate = giver;
        if (mate != null) {
            mate.end();
        }
        place.close();
    }
}
