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
        private final BlockingQueue<T> queue;

        /** For so many buffers. */
        Blocking(int places) {
            queue = new ArrayBlockingQueue<>(places);
        }

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
        private final AtomicReferenceArray<T> places;
        private final Spin putting = new Spin();
        private final Spin taking = new Spin();
        private int nextIn;
        private int nextOut;

        /** For so many buffers. */
        Spinning(int places) {
            this.places = new AtomicReferenceArray<>(places);
        }

        @Override
        public void put(T one) {
            int place = nextIn;
            while (places.getAcquire(place) != null) {
                putting.pause();
            }
            places.setRelease(place, one);
            nextIn = following(place);
        }

        @Override
        public T take() {
            int place = nextOut;
            T one = places.getAcquire(place);
            for (; one == null; one = places.getAcquire(place)) {
                taking.pause();
            }
            places.setRelease(place, null);
            nextOut = following(place);
            return one;
        }

        private int following(int place) {
            return place + 1 == places.length() ? 0 : place + 1;
        }
    }
}
