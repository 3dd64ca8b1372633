package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.ReaderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Both ends of a pipe in one object: it passes each call on to the end that it belongs to. */
final class DefaultPipe implements Pipe, ReaderFailure {
    private final PipeState state;
    private final ReadEnd reader;
    private final WriteEnd writer;

    DefaultPipe(PipeOptions options) {
        ChunkPool pool = options.pool();
        state = new PipeState(options);
        reader = new ReadEnd(state);
        writer = new WriteEnd(state, pool != null ? pool : ChunkPool.shared());
        state.pipe = this;
        state.writer = writer;
    }

    /** This pipe with the checks of wrong use around it. */
    Pipe checked() {
        PipeReader checkedReader = Checked.reader(reader);
        PipeWriter checkedWriter = Checked.writer(writer);
        Pipe pipe = Checked.pipe(this, checkedReader, checkedWriter);
        reader.showAs(checkedReader);
        writer.showAs(checkedWriter);
        state.pipe = pipe;
        state.writer = checkedWriter;
        return pipe;
    }

    @Override
    public PipeReader reader() {
        return reader;
    }

    @Override
    public PipeWriter writer() {
        return writer;
    }

    @Override
    public void close() {
        reader.close(); // the writer learns of it at its next call
    }

    @Override
    public void closeReader(Throwable cause) {
        state.close(cause);
    }

    // ---- the reader's

    @Override
    public boolean has(long n) {
        return reader.has(n);
    }

    @Override
    public long length() {
        return reader.length();
    }

    @Override
    public boolean isEof() {
        return reader.isEof();
    }

    @Override
    public boolean isExhausted() {
        return reader.isExhausted();
    }

    @Override
    public @Nullable Throwable failure() {
        return reader.failure();
    }

    @Override
    public byte @Nullable [] readBytes(int n) throws IOException {
        return reader.readBytes(n);
    }

    @Override
    public byte @Nullable [] readAtMost(int n) throws IOException {
        return reader.readAtMost(n);
    }

    @Override
    public byte @Nullable [] readUntil(byte[] separator) throws IOException {
        return reader.readUntil(separator);
    }

    @Override
    public byte @Nullable [] readUntil(byte[] separator, boolean skipSeparator) throws IOException {
        return reader.readUntil(separator, skipSeparator);
    }

    @Override
    public byte @Nullable [] readUntil(byte[] separator, boolean skipSeparator, int maxLength) throws IOException {
        return reader.readUntil(separator, skipSeparator, maxLength);
    }

    @Override
    public byte @Nullable [] peek(int n) throws IOException {
        return reader.peek(n);
    }

    @Override
    public int readInto(ByteBuffer dst) throws IOException {
        return reader.readInto(dst);
    }

    @Override
    public @Nullable String readString(int nbytes, Charset charset) throws IOException {
        return reader.readString(nbytes, charset);
    }

    @Override
    public @Nullable String readLine(Charset charset) throws IOException {
        return reader.readLine(charset);
    }

    @Override
    public @Nullable String readLine(Charset charset, int maxLength) throws IOException {
        return reader.readLine(charset, maxLength);
    }

    @Override
    public @Nullable Bytes take(long n) throws IOException {
        return reader.take(n);
    }

    @Override
    public @Nullable Bytes takeUntil(byte[] separator, boolean includeSeparator) throws IOException {
        return reader.takeUntil(separator, includeSeparator);
    }

    @Override
    public @Nullable Bytes takeLine() throws IOException {
        return reader.takeLine();
    }

    @Override
    public Bytes buffered() {
        return reader.buffered();
    }

    @Override
    public long indexOf(byte b) {
        return reader.indexOf(b);
    }

    @Override
    public long indexOf(byte b, long from, long to) {
        return reader.indexOf(b, from, to);
    }

    @Override
    public long indexOf(byte[] needle) {
        return reader.indexOf(needle);
    }

    @Override
    public long indexOf(byte[] needle, long from, long to) {
        return reader.indexOf(needle, from, to);
    }

    @Override
    public long skip(long n) throws IOException {
        return reader.skip(n);
    }

    @Override
    public boolean skipIfStartsWith(byte[] prefix) throws IOException {
        return reader.skipIfStartsWith(prefix);
    }

    @Override
    public byte readByte() throws IOException {
        return reader.readByte();
    }

    @Override
    public short readShort() throws IOException {
        return reader.readShort();
    }

    @Override
    public int readInt() throws IOException {
        return reader.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return reader.readLong();
    }

    @Override
    public short readShortLe() throws IOException {
        return reader.readShortLe();
    }

    @Override
    public int readIntLe() throws IOException {
        return reader.readIntLe();
    }

    @Override
    public long readLongLe() throws IOException {
        return reader.readLongLe();
    }

    @Override
    public long readDecimal(byte[] terminator) throws IOException {
        return reader.readDecimal(terminator);
    }

    @Override
    public CompletionStage<@Nullable Void> whenReadable(long minBytes) {
        return reader.whenReadable(minBytes);
    }

    @Override
    public boolean awaitReadable(long minBytes) throws IOException, InterruptedException {
        return reader.awaitReadable(minBytes);
    }

    @Override
    public boolean awaitReadable(long minBytes, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        return reader.awaitReadable(minBytes, timeout);
    }

    @Override
    public void onReadable(@Nullable Runnable listener) {
        reader.onReadable(listener);
    }

    @Override
    public InputStream asInputStream() {
        return reader.asInputStream();
    }

    @Override
    public ReadableByteChannel asReadableChannel() {
        return reader.asReadableChannel();
    }

    @Override
    public Flow.Publisher<Bytes> asPublisher() {
        return reader.asPublisher();
    }

    @Override
    public long transferTo(PipeWriter target, long n) throws IOException {
        return reader.transferTo(target, n);
    }

    // ---- the writer's

    @Override
    public ByteBuffer getBuffer() {
        return writer.getBuffer();
    }

    @Override
    public ByteBuffer getBuffer(int sizeHint) {
        return writer.getBuffer(sizeHint);
    }

    @Override
    public @Nullable ByteBuffer tryGetBuffer(int sizeHint) {
        return writer.tryGetBuffer(sizeHint);
    }

    @Override
    public void advance(int nbytes) {
        writer.advance(nbytes);
    }

    @Override
    public boolean flush() {
        return writer.flush();
    }

    @Override
    public boolean bufferWritten(int nbytes) {
        return writer.bufferWritten(nbytes);
    }

    @Override
    public void write(byte[] src) {
        writer.write(src);
    }

    @Override
    public void write(byte[] src, int offset, int length) {
        writer.write(src, offset, length);
    }

    @Override
    public void write(ByteBuffer src) {
        writer.write(src);
    }

    @Override
    public void write(Bytes src) {
        writer.write(src);
    }

    @Override
    public void append(ByteBuffer src) {
        writer.append(src);
    }

    @Override
    public long unflushed() {
        return writer.unflushed();
    }

    @Override
    public boolean isWritable() {
        return writer.isWritable();
    }

    @Override
    public CompletionStage<@Nullable Void> whenWritable() {
        return writer.whenWritable();
    }

    @Override
    public void awaitWritable() throws IOException, InterruptedException {
        writer.awaitWritable();
    }

    @Override
    public void eof() {
        writer.eof();
    }

    @Override
    public void eof(Throwable cause) {
        writer.eof(cause);
    }

    @Override
    public boolean isReaderClosed() {
        return writer.isReaderClosed();
    }

    @Override
    public OutputStream asOutputStream() {
        return writer.asOutputStream();
    }

    @Override
    public WritableByteChannel asWritableChannel() {
        return writer.asWritableChannel();
    }
}
