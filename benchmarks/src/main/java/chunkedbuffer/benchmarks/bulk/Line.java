package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.benchmarks.Spin;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What buffers stand in between one who puts and one who takes, where a library has buffers and no pipe.
 *
 * @param <T> a buffer
 */
interface Line<T> {
    /** Buffers in it at most, where two threads share it. */
    int PLACES = 64;

    void put(T one) throws InterruptedException;

    T take() throws InterruptedException;

    /** For one thread, which takes only what it has put. */
    final class OneThread<T> implements Line<T> {
        private final ArrayDeque<T> queue = new ArrayDeque<>();

        @Override
        public void put(T one) {
            queue.addLast(one);
        }

        @Override
        public T take() {
            return queue.removeFirst();
        }
    }

    /** A queue of the JDK, which blocks. */
    final class Blocking<T> implements Line<T> {
        private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(PLACES);

        @Override
        public void put(T one) throws InterruptedException {
            queue.put(one);
        }

        @Override
        public T take() throws InterruptedException {
            return queue.take();
        }
    }

    /** A ring in which each thread spins where it must wait. */
    final class Spinning<T> implements Line<T> {
        private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);
        private final Spin putting = new Spin();
        private final Spin taking = new Spin();
        private int nextIn;
        private int nextOut;

        @Override
        public void put(T one) {
            int place = nextIn++ & (PLACES - 1);
            while (places.getAcquire(place) != null) {
                putting.pause();
            }
            places.setRelease(place, one);
        }

        @Override
        public T take() {
            int place = nextOut++ & (PLACES - 1);
            T one = places.getAcquire(place);
            for (; one == null; one = places.getAcquire(place)) {
                taking.pause();
            }
            places.setRelease(place, null);
            return one;
        }
    }
}
