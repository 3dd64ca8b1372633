package chunkedbuffer.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Parts of several chunks, one behind the other. Counts no references. */
final class Run {
    private @Nullable Chunk[] chunks;
    private int[] from;

    /** {@code ends[i]}: distance from the run's beginning to the end of part i. */
    private long[] ends;

    private int count;

    /** The array of the last gathering write, for the next one. */
    private final AtomicReference<@Nullable ByteBuffer @Nullable []> gathered = new AtomicReference<>();

    Run(int parts) {
        chunks = new @Nullable Chunk[parts];
        from = new int[parts];
        ends = new long[parts];
    }

    /** An array for a gathering write of so many parts, the caller's until it is {@linkplain #returnGather given back}. */
    @Nullable
    ByteBuffer[] borrowGather(int parts) {
        @Nullable ByteBuffer[] views = gathered.getAndSet(null);
        return views == null || views.length < parts ? new @Nullable ByteBuffer[Math.max(parts, 8)] : views;
    }

    void returnGather(@Nullable ByteBuffer[] views) {
        gathered.set(views);
    }

    void clear() {
        Arrays.fill(chunks, 0, count, null);
        count = 0;
    }

    void add(Chunk chunk, int begin, int end) {
        if (count == from.length) {
            int room = Math.max(4, 2 * count);
            chunks = Arrays.copyOf(chunks, room);
            from = Arrays.copyOf(from, room);
            ends = Arrays.copyOf(ends, room);
        }
        chunks[count] = chunk;
        from[count] = begin;
        ends[count] = length() + (end - begin);
        count++;
    }

    int count() {
        return count;
    }

    long length() {
        return count == 0 ? 0 : ends[count - 1];
    }

    Chunk chunk(int part) {
        return Objects.requireNonNull(chunks[part]);
    }

    ByteBuffer view(int part) {
        return chunk(part).view();
    }

    int from(int part) {
        return from[part];
    }

    int to(int part) {
        return from[part] + (int) (ends[part] - begin(part));
    }

    /** Distance from the run's beginning to the beginning of a part. */
    long begin(int part) {
        return part == 0 ? 0 : ends[part - 1];
    }

    /** The part that holds the byte at {@code index}, which is within the run. */
    int partOf(long index) {
        if (count <= 8) {
            int part = 0;
            while (ends[part] <= index) {
                part++;
            }
            return part;
        }
        int found = Arrays.binarySearch(ends, 0, count, index);
        return found >= 0 ? found + 1 : -found - 1;
    }

    byte get(long index) {
        int part = partOf(index);
        return view(part).get(from[part] + (int) (index - begin(part)));
    }

    /** The bytes from {@code begin} to {@code end}, not retained. */
    Run part(long begin, long end) {
        int first = partOf(begin);
        int last = partOf(end - 1);
        Run run = new Run(last - first + 1);
        for (int part = first; part <= last; part++) {
            long base = begin(part) - from[part];
            int partFrom = part == first ? (int) (begin - base) : from[part];
            int partTo = (int) (Math.min(end, ends[part]) - base);
            run.add(chunk(part), partFrom, partTo);
        }
        return run;
    }

    /** Retains the chunks, or none of them if one has been released meanwhile. */
    boolean retain() {
        for (int part = 0; part < count; part++) {
            if (!chunk(part).retainIfShared()) {
                while (part > 0) {
                    chunk(--part).release();
                }
                return false;
            }
        }
        return true;
    }

    void release() {
        for (int part = 0; part < count; part++) {
            chunk(part).release();
        }
    }
}
