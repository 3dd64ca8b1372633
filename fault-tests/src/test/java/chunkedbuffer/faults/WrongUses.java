package chunkedbuffer.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Wrong uses of every type that can be closed, for a process in which the checks are on: what a thread of the name {@link #FIRST} did first
 * makes what the main thread does next a mistake. Prints for each its name and what the mistake was answered with.
 *
 * <p>Not here, since nothing that they have is forbidden after {@code close}: {@code Listener}, and the pool of the process.
 */
final class WrongUses {

    static final String FIRST = "the-first";

    /** Passed on by {@link #main} of every kind of answer. */
    static final String NOTHING = "nothing happened";

    private static final byte[] LINE = "a line\n".getBytes(US_ASCII);

    private static final Map<String, Use> ALL = new LinkedHashMap<>();

    interface Use {
        void run() throws Throwable;
    }

    private interface Opened<T> {
        void run(T open) throws Throwable;
    }

    private WrongUses() {}

    static {
        ALL.put("Bytes that were wrapped", () -> bytes(Bytes.wrap(LINE)));
        ALL.put("Bytes that were taken", () -> {
            try (Pipe pipe = filled()) {
                bytes(pipe.take(4));
            }
        });
        ALL.put("Bytes of several chunks", () -> {
            try (Bytes part = Bytes.wrap(LINE)) {
                bytes(Bytes.concat(part, part));
            }
        });
        ALL.put("a view that ended", () -> {
            try (Pipe pipe = filled()) {
                Bytes view = pipe.buffered();
                first(() -> pipe.skip(1));
                view.get(0);
            }
        });
        for (String pool : new String[] {"slab", "commons"}) {
            ALL.put(
                    "Chunk of " + pool + ", release",
                    () -> pool(pool, open -> released(open).release()));
            ALL.put(
                    "Chunk of " + pool + ", retain",
                    () -> pool(pool, open -> released(open).retain()));
            ALL.put(
                    "Chunk of " + pool + ", second life",
                    () -> pool(pool, open -> {
                        Chunk before = open.acquire(1000);
                        before.release();
                        Chunk again = released(open);
                        again.release();
                    }));
            ALL.put(
                    "ChunkPool " + pool + ", acquire",
                    () -> pool(pool, open -> closed(open).acquire(1)));
            ALL.put(
                    "ChunkPool " + pool + ", tryAcquire",
                    () -> pool(pool, open -> closed(open).tryAcquire(1)));
        }
        ALL.put("Pipe", () -> closed(filled()).readByte());
        ALL.put("Pipe, write", () -> {
            Pipe pipe = closed(filled());
            pipe.write(LINE);
            pipe.flush();
        });
        ALL.put("PipeReader", () -> closed(filled().reader()).take(1));
        ALL.put("PipeReader, writer learns of it", () -> {
            Pipe pipe = filled();
            closed(pipe.reader());
            pipe.writer().write(LINE);
            pipe.writer().flush();
        });
        ALL.put("PipeWriter", () -> {
            try (Pipe pipe = Pipe.create()) {
                first(pipe.writer()::eof);
                pipe.writer().write(LINE);
            }
        });
        ALL.put("InputStream of a pipe", () -> {
            InputStream in = filled().asInputStream();
            first(in::close);
            in.read();
        });
        ALL.put("ReadableByteChannel of a pipe", () -> {
            ReadableByteChannel in = filled().asReadableChannel();
            first(in::close);
            in.read(ByteBuffer.allocate(1));
        });
        ALL.put("OutputStream of a pipe", () -> {
            try (Pipe pipe = Pipe.create()) {
                OutputStream out = pipe.asOutputStream();
                first(out::close);
                out.write(1);
            }
        });
        ALL.put("WritableByteChannel of a pipe", () -> {
            try (Pipe pipe = Pipe.create()) {
                WritableByteChannel out = pipe.asWritableChannel();
                first(out::close);
                out.write(ByteBuffer.allocate(1));
            }
        });
        ALL.put("two readers", () -> {
            try (Pipe pipe = Pipe.create()) {
                atOnce(() -> pipe.reader().awaitReadable(1), () -> pipe.reader().readBytes(1), () -> {
                    pipe.write(LINE);
                    pipe.flush();
                });
            }
        });
        ALL.put("two writers", () -> {
            PipeOptions options =
                    PipeOptions.builder().pauseThreshold(2).resumeThreshold(1).build();
            try (Pipe pipe = Pipe.create(options)) {
                pipe.write(LINE);
                pipe.flush();
                atOnce(
                        pipe.writer()::awaitWritable,
                        () -> pipe.writer().write(LINE),
                        () -> pipe.reader().skip(-1));
            }
        });
        ALL.put("ByteBuffer after bufferWritten", () -> {
            try (Pipe pipe = Pipe.create()) {
                PipeWriter writer = pipe.writer();
                first(() -> {
                    ByteBuffer kept = writer.getBuffer(1);
                    writer.bufferWritten(0);
                    kept.put((byte) 'X');
                });
                writer.write(LINE);
            }
        });
        for (String name : Transports.names()) {
            ALL.put(
                    "Transport " + name + ", connect",
                    () -> closed(Transports.open(name))
                            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
            ALL.put(
                    "Transport " + name + ", listen",
                    () -> closed(Transports.open(name))
                            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Connection::close));
            ALL.put(
                    "Connection of " + name + ", input",
                    () -> connection(name, open -> closed(open).input().readByte()));
            ALL.put(
                    "Connection of " + name + ", output",
                    () -> connection(name, open -> {
                        PipeWriter output = closed(open).output();
                        Patience.get(open.closed());
                        output.write(LINE);
                        output.flush();
                    }));
            ALL.put(
                    "Connection of " + name + ", aborted",
                    () -> connection(name, open -> {
                        first(open::abort);
                        Patience.get(open.closed());
                        open.output().write(LINE);
                        open.output().flush();
                    }));
            ALL.put(
                    "Connection of " + name + ", option",
                    () -> connection(name, open -> {
                        Patience.get(closed(open).closed());
                        open.getOption(StandardSocketOptions.TCP_NODELAY);
                    }));
            ALL.put(
                    "ChunkedStream over " + name + ", readLine",
                    () -> connection(
                            name,
                            open -> result(closed(ChunkedStream.over(open)).readLine())));
            ALL.put(
                    "ChunkedStream over " + name + ", write",
                    () -> connection(
                            name,
                            open -> result(closed(ChunkedStream.over(open)).write(LINE))));
            ALL.put(
                    "ChunkedStream over " + name + ", two reads",
                    () -> connection(name, open -> {
                        ChunkedStream stream = ChunkedStream.over(open);
                        first(() -> {
                            var unused = stream.readLine();
                        });
                        result(stream.readLine());
                    }));
            ALL.put(
                    "BlockingStream over " + name + ", readLine",
                    () -> connection(
                            name,
                            open -> closed(ChunkedStream.over(open).blocking()).readLine()));
            ALL.put(
                    "BlockingStream over " + name + ", write",
                    () -> connection(
                            name,
                            open -> closed(ChunkedStream.over(open).blocking()).write(LINE)));
            ALL.put(
                    "BlockingStream over " + name + ", after closeWrite",
                    () -> connection(name, open -> {
                        BlockingStream stream = ChunkedStream.over(open).blocking();
                        first(stream::closeWrite);
                        stream.write(LINE);
                    }));
            ALL.put(
                    "InputStream of a BlockingStream over " + name,
                    () -> connection(name, open -> {
                        InputStream in = ChunkedStream.over(open).blocking().asInputStream();
                        first(in::close);
                        in.read();
                    }));
            ALL.put(
                    "OutputStream of a BlockingStream over " + name,
                    () -> connection(name, open -> {
                        OutputStream out = ChunkedStream.over(open).blocking().asOutputStream();
                        first(out::close);
                        out.write(1);
                    }));
        }
    }

    static Iterable<String> names() {
        return ALL.keySet();
    }

    public static void main(String[] args) {
        ALL.forEach((name, use) -> {
            StringBuilder answer = new StringBuilder();
            try {
                use.run();
                answer.append(NOTHING);
            } catch (Throwable e) {
                for (Throwable each = e; each != null; each = each.getCause()) {
                    answer.append(each).append(" <- ");
                }
            }
            System.out.println(name + "\t" + answer.toString().replaceAll("\\s+", " "));
        });
    }

    // ---- what is used

    private static Pipe filled() {
        Pipe pipe = Pipe.create();
        pipe.write(LINE);
        pipe.flush();
        return pipe;
    }

    private static void bytes(Bytes open) throws Exception {
        closed(open).toByteArray();
    }

    private static void pool(String name, Opened<ChunkPool> use) throws Throwable {
        try (ChunkPool pool = ChunkPool.create(name, ChunkPoolOptions.defaults())) {
            use.run(pool);
        }
    }

    private static Chunk released(ChunkPool pool) throws Exception {
        Chunk chunk = pool.acquire(1000);
        first(chunk::release);
        return chunk;
    }

    private static void connection(String transport, Opened<Connection> use) throws Throwable {
        try (Transport opened = Transports.open(transport);
                Listener listener = Patience.get(
                        opened.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), accepted -> {}))) {
            use.run(Patience.get(opened.connect(listener.localAddress())));
        }
    }

    private static void result(CompletionStage<?> stage) throws Throwable {
        try {
            Patience.get(stage);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    // ---- who was first

    private static <T extends AutoCloseable> T closed(T open) throws Exception {
        first(open::close);
        return open;
    }

    private static CompletableFuture<Void> begin(Use deed) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        deed.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                FIRST);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void first(Use deed) throws Exception {
        begin(deed).get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    /** A second call while the first one waits. */
    private static void atOnce(Use waiting, Use second, Use end) throws Throwable {
        Thread[] thread = new Thread[1];
        CompletableFuture<Void> first = begin(() -> {
            thread[0] = Thread.currentThread();
            waiting.run();
        });
        Patience.until("the first call waits", () -> thread[0] != null && thread[0].getState() == Thread.State.WAITING);
        try {
            second.run();
        } finally {
            end.run();
            first.get(Patience.SECONDS, TimeUnit.SECONDS);
        }
    }
}
