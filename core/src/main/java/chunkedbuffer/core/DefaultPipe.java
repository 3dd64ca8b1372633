package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.BoundedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of a pipe: it is the reader's end, so that a call of the reader goes through one object only, and passes the writer's
 * calls on. Closing the reader's end and closing the pipe are the same: the writer learns of it at its next call.
 */
final class DefaultPipe extends ReadEnd implements Pipe, BoundedWriter {
    private final WriteEnd writer;

    DefaultPipe(PipeOptions options) {
        super(options);
        ChunkPool pool = options.pool();
        writer = new WriteEnd(this, pool != null ? pool : ChunkPool.shared(), options);
    }

    /** This pipe with the checks of wrong use around it. */
    Pipe checked() {
        PipeReader checkedReader = Checked.reader(this);
        PipeWriter checkedWriter = Checked.writer(writer, checkedReader);
        Pipe pipe = Checked.pipe(this, checkedReader, checkedWriter);
        showAs(checkedReader);
        writer.showAs(checkedWriter);
        outermostPipe = pipe;
        return pipe;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same object
    boolean isSelf(Object target) {
        return target == outermostPipe || writer.isShownAs(target);
    }

    @Override
    public PipeReader reader() {
        return this;
    }

    @Override
    public WriteEnd writer() {
        return writer;
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
    public int writeSome(byte[] src, int offset, int length) {
        return writer.writeSome(src, offset, length);
    }

    @Override
    public int writeSome(ByteBuffer src) {
        return writer.writeSome(src);
    }

    @Override
    public CompletionStage<@Nullable Void> whenMemory() {
        return writer.whenMemory();
    }

    @Override
    public void awaitMemory() throws InterruptedException {
        writer.awaitMemory();
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
    public void onWritable(Runnable once) {
        writer.onWritable(once);
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
