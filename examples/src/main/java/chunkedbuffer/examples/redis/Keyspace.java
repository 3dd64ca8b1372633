package chunkedbuffer.examples.redis;

import chunkedbuffer.api.Bytes;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * All keys and their values: a hash table that is asked with bytes where they lie, so that a look-up makes no garbage. For one
 * thread.
 */
final class Keyspace {

    private static final int LEAST_BUCKETS = 16;

    /** Unknown to clients, so that they cannot choose keys that all fall into one bucket. */
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;

    private @Nullable Entry[] buckets = new @Nullable Entry[LEAST_BUCKETS];
    private int size;

    int size() {
        return size;
    }

    /** The entry of a key, or {@code null}. */
    @Nullable
    Entry find(Bytes in, long from, long to) {
        int hash = hash(in, from, to);
        Entry entry = buckets[hash & (buckets.length - 1)];
        while (entry != null && !(entry.hash == hash && entry.hasKey(in, from, to))) {
            entry = entry.next;
        }
        return entry;
    }

    /** A new entry for a key that has none; without a value, which the caller sets. */
    Entry add(Bytes in, long from, long to) {
        if (size == buckets.length && size < 1 << 30) {
            grow();
        }
        byte[] key = new byte[(int) (to - from)];
        in.copyTo(from, key, 0, key.length);
        int hash = hash(in, from, to);
        int bucket = hash & (buckets.length - 1);
        Entry entry = new Entry(key, hash, buckets[bucket]);
        buckets[bucket] = entry;
        size++;
        return entry;
    }

    private void grow() {
        @Nullable Entry[] before = buckets;
        buckets = new @Nullable Entry[2 * before.length];
        for (Entry first : before) {
            Entry entry = first;
            while (entry != null) {
                Entry next = entry.next;
                int bucket = entry.hash & (buckets.length - 1);
                entry.next = buckets[bucket];
                buckets[bucket] = entry;
                entry = next;
            }
        }
    }

    /** Removes a key; whether it was there. */
    boolean remove(Bytes in, long from, long to) {
        int bucket = hash(in, from, to) & (buckets.length - 1);
        Entry before = null;
        for (Entry entry = buckets[bucket]; entry != null; entry = entry.next) {
            if (entry.hasKey(in, from, to)) {
                if (before == null) {
                    buckets[bucket] = entry.next;
                } else {
                    before.next = entry.next;
                }
                entry.release();
                size--;
                return true;
            }
            before = entry;
        }
        return false;
    }

    /** Removes everything. */
    void clear() {
        for (Entry first : buckets) {
            for (Entry entry = first; entry != null; entry = entry.next) {
                entry.release();
            }
        }
        buckets = new @Nullable Entry[LEAST_BUCKETS];
        size = 0;
    }

    private int hash(Bytes in, long from, long to) {
        long hash = seed ^ (to - from);
        long at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ in.getLong(at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | (in.get(at) & 0xff);
        }
        hash = mix(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private long mix(long word) {
        return word * seed ^ Math.multiplyHigh(word, seed);
    }
}
