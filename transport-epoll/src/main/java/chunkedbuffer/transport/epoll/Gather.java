package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.spi.BytesAccess;
import io.netty.channel.unix.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the chunks of a run with one system call. Holds the array of {@code iovec}s for it, and, once chunks on the heap have
 * been met, memory to copy them to. For one thread at a time.
 */
final class Gather {

    private static final BytesAccess ACCESS = BytesAccess.get();

    /** More parts wait for the next call. */
    private static final int MOST_PARTS = 64;

    /** {@code struct iovec { void *iov_base; size_t iov_len; }}: Netty has natives for 64-bit systems only. */
    private static final int VECTOR_SIZE = 2 * Long.BYTES;

    private static final int COPY_SIZE = 64 * 1024;

    private final ByteBuffer vectors =
            ByteBuffer.allocateDirect(MOST_PARTS * VECTOR_SIZE).order(ByteOrder.nativeOrder());
    private final long vectorsAddress = Buffer.memoryAddress(vectors);
    private final Addresses addresses = new Addresses();
    private @Nullable ByteBuffer copy;
    private long attempted;

    /** How many bytes the last {@link #write} offered to the socket: if fewer were taken, it is full. */
    long attempted() {
        return attempted;
    }

    /**
     * Writes from the beginning of a run, which is not empty, as much as goes with one system call.
     *
     * @return the number of bytes that the socket took
     */
    long write(NativeSocket socket, Bytes bytes) throws IOException {
        int parts = ACCESS.parts(bytes);
        ByteBuffer first = memory(bytes, 0);
        if (!first.isDirect()) {
            return writeCopy(socket, bytes, parts);
        }
        if (parts == 1) {
            int from = ACCESS.from(bytes, 0);
            int to = ACCESS.to(bytes, 0);
            attempted = (long) to - from;
            return socket.write(first, from, to);
        }
        return writeAll(socket, bytes, Math.min(parts, MOST_PARTS));
    }

    private long writeAll(NativeSocket socket, Bytes bytes, int parts) throws IOException {
        attempted = 0;
        int count = 0;
        for (int part = 0; part < parts; part++) {
            ByteBuffer memory = memory(bytes, part);
            if (!memory.isDirect()) {
                break;
            }
            int from = ACCESS.from(bytes, part);
            int length = ACCESS.to(bytes, part) - from;
            vectors.putLong(count * VECTOR_SIZE, addresses.of(memory) + from);
            vectors.putLong(count * VECTOR_SIZE + Long.BYTES, length);
            attempted += length;
            count++;
        }
        return socket.writeAll(vectorsAddress, count);
    }

    private long writeCopy(NativeSocket socket, Bytes bytes, int parts) throws IOException {
        ByteBuffer target = room();
        int filled = 0;
        for (int part = 0; part < parts && filled < COPY_SIZE; part++) {
            ByteBuffer memory = memory(bytes, part);
            if (memory.isDirect()) {
                break;
            }
            int from = ACCESS.from(bytes, part);
            int length = Math.min(ACCESS.to(bytes, part) - from, COPY_SIZE - filled);
            target.put(filled, memory, from, length);
            filled += length;
        }
        attempted = filled;
        return socket.write(target, 0, filled);
    }

    /** Direct memory for bytes on their way to the heap, or for bytes that nobody wants. */
    ByteBuffer room() {
        ByteBuffer room = copy;
        if (room == null) {
            room = ByteBuffer.allocateDirect(COPY_SIZE);
            copy = room;
        }
        return room;
    }

    private static ByteBuffer memory(Bytes bytes, int part) {
        return ACCESS.memory(ACCESS.chunk(bytes, part));
    }
}
