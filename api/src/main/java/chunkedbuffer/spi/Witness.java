package chunkedbuffer.spi;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who closed a thing, or began what one at a time may do with it: known under {@code -Dchunkedbuffer.checks=true}, so that who
 * uses it afterwards, or as the second, is told which thread that was, and shown its stack.
 *
 * <p>Things are told apart by identity and not kept alive; they have no field for it. Without the checks nothing is remembered and
 * nothing is added to any exception; where even a call is too much, ask {@link #ON} before. All methods are safe from any thread.
 */
public final class Witness {
    /** Whether the system property {@code chunkedbuffer.checks} was {@code true} when this class was loaded. */
    public static final boolean ON = Boolean.getBoolean("chunkedbuffer.checks");

    private static final Map<Thing, Deed> DEEDS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private Witness() {}

    /**
     * Remembers what the calling thread does with a thing. The first deed stands, until it is {@linkplain #forget forgotten}.
     *
     * @param deed such as {@code closed}, to stand before "by" and a thread
     * @param thing to which it is done
     */
    public static void saw(String deed, Object thing) {
        if (ON) {
            for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
                DEEDS.remove((Thing) gone);
            }
            DEEDS.putIfAbsent(new Thing(thing, COLLECTED), new Deed(deed));
        }
    }

    /**
     * Forgets what was done with a thing, as it begins anew.
     *
     * @param thing of which nothing need be known
     */
    public static void forget(Object thing) {
        if (ON) {
            DEEDS.remove(new Thing(thing, null));
        }
    }

    /**
     * The end of a message about a wrong use.
     *
     * @param thing that was used
     * @return such as {@code ; closed by Thread[main,5,main]}, empty if nothing is known
     */
    public static String by(Object thing) {
        Throwable deed = deed(thing);
        return deed == null ? "" : "; " + deed.getMessage();
    }

    /**
     * Gives an exception about a wrong use a cause with the stack of who did it, if that is known.
     *
     * @param thing that was used
     * @param failure without a cause so far
     * @param <E> its type
     * @return that exception
     */
    public static <E extends Exception> E explain(Object thing, E failure) {
        Throwable deed = deed(thing);
        if (deed != null && failure.getCause() == null) {
            failure.initCause(deed);
        }
        return failure;
    }

    /**
     * What was done with a thing.
     *
     * @param thing that was used
     * @return with a message such as {@code closed by Thread[main,5,main]}, and the stack of that; null: nothing is known
     */
    public static @Nullable Throwable deed(Object thing) {
        return ON ? DEEDS.get(new Thing(thing, null)) : null;
    }

    private static final class Thing extends WeakReference<Object> {
        private final int hash;

        Thing(Object thing, @Nullable ReferenceQueue<Object> collected) {
            super(Objects.requireNonNull(thing), collected);
            hash = System.identityHashCode(thing);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object thing = get();
            return this == other || (thing != null && other instanceof Thing that && that.refersTo(thing));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static final class Deed extends Throwable {
        private static final long serialVersionUID = 1;

        Deed(String deed) {
            super(deed + " by " + Thread.currentThread());
        }
    }
}
