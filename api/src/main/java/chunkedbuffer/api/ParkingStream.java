package chunkedbuffer.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream whose calls park their thread until they are done. */
final class ParkingStream implements BlockingStream {

    /** The result of a read which is {@code null} nowhere but at the end of the lines. */
    private static final String NEVER_NULL = "only a line is null";

    private final ConnectionStream stream;
    private final StreamInput input;
    private final StreamOutput output;
    private final AtomicBoolean closed = new AtomicBoolean();

    ParkingStream(ConnectionStream stream, StreamInput input, StreamOutput output) {
        this.stream = stream;
        this.input = input;
        this.output = output;
    }

    @Override
    public @Nullable String readLine() throws IOException {
        return input.await(StreamRead.line());
    }

    @Override
    public @Nullable String readLine(int maxLength) throws IOException {
        return input.await(StreamRead.line(maxLength));
    }

    @Override
    public byte[] readUntil(byte[] separator, boolean skipSeparator) throws IOException {
        return await(StreamRead.until(separator, skipSeparator));
    }

    @Override
    public byte[] readUntil(byte[] separator, boolean skipSeparator, int maxLength) throws IOException {
        return await(StreamRead.until(separator, skipSeparator, maxLength));
    }

    @Override
    public byte[] read(int n) throws IOException {
        return await(StreamRead.some(n));
    }

    @Override
    public byte[] readExactly(int n) throws IOException {
        return await(StreamRead.exactly(n));
    }

    @Override
    public void write(byte[] data) throws IOException {
        output.run(StreamWrite.of(data));
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        output.run(StreamWrite.of(data));
    }

    @Override
    public void write(Bytes data) throws IOException {
        output.run(StreamWrite.of(data));
    }

    @Override
    public void writeAll(Iterable<ByteBuffer> data) throws IOException {
        output.run(StreamWrite.all(data));
    }

    @Override
    public void flush() throws IOException {
        output.run(StreamWrite.flush());
    }

    @Override
    public Stream<String> lines() {
        return StreamSupport.stream(new Lines(this), false);
    }

    @Override
    public void closeWrite() throws IOException {
        output.await(output.end());
    }

    @Override
    public void close() throws IOException {
        boolean first = closed.compareAndSet(false, true);
        CompletableFuture<@Nullable Void> closing = stream.closeAsync().toCompletableFuture();
        if (first && closing.isCompletedExceptionally()) {
            try {
                closing.join();
            } catch (RuntimeException e) {
                throw StreamFailure.thrown(e);
            }
        }
    }

    @Override
    public InputStream asInputStream() {
        return new Input(input);
    }

    @Override
    public OutputStream asOutputStream() {
        return new Output(this, output);
    }

    @Override
    public SocketAddress localAddress() {
        return stream.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return stream.remoteAddress();
    }

    @Override
    public Connection connection() {
        return stream.connection();
    }

    @Override
    public String toString() {
        return "BlockingStream[" + localAddress() + " - " + remoteAddress() + "]";
    }

    private <T> T await(StreamRead<T> read) throws IOException {
        return Objects.requireNonNull(input.await(read), NEVER_NULL);
    }

    private static final class Lines extends Spliterators.AbstractSpliterator<String> {

        private final BlockingStream stream;

        Lines(BlockingStream stream) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.stream = stream;
        }

        @Override
        public boolean tryAdvance(Consumer<? super String> action) {
            String line;
            try {
                line = stream.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (line == null) {
                return false;
            }
            action.accept(line);
            return true;
        }
    }

    private static final class Input extends InputStream {

        private final StreamInput input;
        private final StreamRead.Into into = new StreamRead.Into();
        private final byte[] one = new byte[1];
        private final StreamRead.Into intoOne = new StreamRead.Into();

        Input(StreamInput input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            return input.await(intoOne, one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            return input.await(into, target, offset, length);
        }

        @Override
        public int available() {
            return input.isClosed() ? 0 : (int) Math.min(input.reader().length(), Integer.MAX_VALUE);
        }

        @Override
        public void close() {
            input.close();
            input.reader().close();
        }
    }

    private static final class Output extends OutputStream {

        private final BlockingStream stream;
        private final StreamOutput output;

        Output(BlockingStream stream, StreamOutput output) {
            this.stream = stream;
            this.output = output;
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, data.length);
            output.run(StreamWrite.of(data, offset, length));
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
        }

        @Override
        public void close() throws IOException {
            stream.closeWrite();
        }
    }
}
