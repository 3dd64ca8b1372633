package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BoundedWriter;
import chunkedbuffer.spi.BytesAccess;
import chunkedbuffer.spi.ReaderFailure;
import chunkedbuffer.spi.Witness;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -Dchunkedbuffer.checks=true} adds to the two ends of a pipe: two threads at once on one end are an exception that
 * names both; so is a view of {@code buffered()} that is used after its time, a buffer of {@code getBuffer} that is written to after it was
 * given back, and a call after {@code close}, which names who closed.
 *
 * <p>A proxy around each end, so that the ends themselves pay nothing when the checks are off.
 */
final class Checked implements InvocationHandler {
    static final boolean ON = Witness.ON;

    private static final BytesAccess ACCESS = BytesAccess.get();

    /**
     * Calls that any thread may make. {@code onReadable} and {@code onWritable} are among them, since they hand the reading or
     * the writing over: the listener may read on its executor's thread before the call has returned on this one.
     */
    private static final Set<String> FREE = Set.of(
            "close",
            "closeReader",
            "refuseWrites",
            "onReadable",
            "onWritable",
            "length",
            "isEof",
            "isExhausted",
            "failure",
            "isWritable",
            "isReaderClosed",
            "unflushed");

    /** What the methods of the writer's end belong to. */
    private static final Set<Class<?>> WRITERS = Set.of(PipeWriter.class, BoundedWriter.class);

    private final Object end;
    private final String name;
    private final AtomicReference<@Nullable Thread> holder = new AtomicReference<>();
    private volatile @Nullable Bytes view;
    private volatile @Nullable Throwable closing;

    /** Of the writer: what is handed out, and what was before it. */
    private @Nullable LentBuffer lent;

    private @Nullable LentBuffer lentBefore;

    /** Of the writer: the reader's checks, which know who closed that end. */
    private final @Nullable Checked other;

    private Checked(Object end, String name, @Nullable Checked other) {
        this.end = end;
        this.name = name;
        this.other = other;
    }

    static PipeReader reader(PipeReader end) {
        return (PipeReader) Proxy.newProxyInstance(
                Checked.class.getClassLoader(),
                new Class<?>[] {PipeReader.class, ReaderFailure.class},
                new Checked(end, "readers", null));
    }

    /** @param reader the other end, with its checks */
    static PipeWriter writer(PipeWriter end, PipeReader reader) {
        return (PipeWriter) Proxy.newProxyInstance(
                Checked.class.getClassLoader(),
                new Class<?>[] {PipeWriter.class, BoundedWriter.class},
                new Checked(end, "writers", (Checked) Proxy.getInvocationHandler(reader)));
    }

    /** Both ends in one object: each call goes to the end that it belongs to. */
    static Pipe pipe(Pipe pipe, PipeReader reader, PipeWriter writer) {
        return (Pipe) Proxy.newProxyInstance(
                Checked.class.getClassLoader(),
                new Class<?>[] {Pipe.class, ReaderFailure.class, BoundedWriter.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(pipe, proxy, method, arguments);
                    }
                    return switch (method.getName()) {
                        case "reader" -> reader;
                        case "writer" -> writer;
                        case "close" -> {
                            reader.close(); // the writer learns of it at its next call
                            yield null;
                        }
                        default ->
                            pass(WRITERS.contains(method.getDeclaringClass()) ? writer : reader, method, arguments);
                    };
                });
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(end, proxy, method, arguments);
        }
        if (FREE.contains(method.getName())) {
            if (method.getName().startsWith("close")) {
                closes();
                invalidate();
            }
            return passOn(proxy, method, arguments);
        }
        Thread me = Thread.currentThread();
        Thread before = holder.compareAndExchange(null, me);
        if (before != null && before != me) {
            throw new IllegalStateException("Two " + name + " at once: " + me + " called " + method.getName()
                    + " while " + before + " was in a call; one thread at a time may use this end of a pipe");
        }
        long place = place();
        try {
            return switch (method.getName()) {
                case "buffered" -> {
                    invalidate();
                    Bytes fresh = copyOf((Bytes) passOn(proxy, method, arguments));
                    view = fresh;
                    yield fresh;
                }
                case "getBuffer", "tryGetBuffer" -> lend((ByteBuffer) passOn(proxy, method, arguments));
                case "advance", "bufferWritten" -> takeBack(proxy, method, java.util.Objects.requireNonNull(arguments));
                case "eof" -> {
                    checkLent();
                    closes();
                    yield passOn(proxy, method, arguments);
                }
                default -> {
                    checkLent();
                    yield passOn(proxy, method, arguments);
                }
            };
        } finally {
            if (place() != place) { // it has consumed
                invalidate();
            }
            if (before == null) {
                holder.set(null);
            }
        }
    }

    private @Nullable ByteBuffer lend(@Nullable ByteBuffer real) {
        checkLent();
        if (real == null) {
            return null;
        }
        retire();
        LentBuffer next = new LentBuffer(real);
        lent = next;
        return next.buffer();
    }

    private @Nullable Object takeBack(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        checkLent();
        LentBuffer used = lent;
        if (used != null
                && arguments[0] instanceof Integer count
                && end instanceof WriteEnd writer
                && writer.lends(count)) {
            used.take(count);
        }
        Object result =
                passOn(proxy, method, arguments); // throws where the count is wrong: then it is still handed out
        retire();
        return result;
    }

    private void retire() {
        LentBuffer used = lent;
        if (used != null) {
            used.giveBack();
            lentBefore = used;
            lent = null;
        }
    }

    private void checkLent() {
        if (lentBefore != null) {
            lentBefore.check();
        }
    }

    private void closes() {
        if (closing == null) {
            closing = new Throwable("closed by " + Thread.currentThread());
        }
    }

    /** Says who closed, where that is why the call failed. */
    private @Nullable Object passOn(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return pass(end, method, arguments);
        } catch (ReaderClosedException e) {
            // A failure is its own explanation. What closes a connection has told whose deed that is.
            Throwable told = Witness.deed(proxy);
            Throwable by = told != null || other == null ? told : other.closing;
            if (by == null || e.getCause() != null) {
                throw e;
            }
            ReaderClosedException named = new ReaderClosedException(e.getMessage() + "; it was " + by.getMessage());
            named.addSuppressed(by);
            throw named;
        } catch (IllegalStateException e) {
            Throwable by = closing;
            if (by == null || e.getCause() != null || e.getClass() != IllegalStateException.class) {
                throw e;
            }
            throw new IllegalStateException(e.getMessage() + "; it was " + by.getMessage(), by);
        }
    }

    private static @Nullable Object pass(Object end, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(end, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static @Nullable Object ofObject(
            Object end, Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> pass(end, method, arguments);
        };
    }

    private long place() {
        return end instanceof ReadEnd reader ? reader.position() : 0;
    }

    private void invalidate() {
        Bytes last = view;
        if (last != null) {
            ACCESS.invalidate(last);
            view = null;
        }
    }

    /** A view of its own for each call, so that a stale one does not come to life again. */
    private static Bytes copyOf(@Nullable Object borrowed) {
        Bytes bytes = (Bytes) java.util.Objects.requireNonNull(borrowed);
        Bytes fresh = ACCESS.view();
        for (int part = 0, parts = ACCESS.parts(bytes); part < parts; part++) {
            ACCESS.add(fresh, ACCESS.chunk(bytes, part), ACCESS.from(bytes, part), ACCESS.to(bytes, part));
        }
        return fresh;
    }
}
