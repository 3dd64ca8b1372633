package chunkedbuffer.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writing chunks to channels and streams, with views that the chunks keep: a write allocates nothing in the long run. */
final class Transfer {
    /**
     * The most of a heap chunk to offer a channel at a time: the JDK copies all that it is offered into direct memory that the
     * thread keeps.
     */
    private static final int MAX_HEAP_WRITE = 128 * 1024;

    /** Linux takes no more buffers in one gathering write. */
    private static final int MAX_GATHERED = 1024;

    private Transfer() {}

    static long write(WritableByteChannel channel, Chunk chunk, int from, int to) throws IOException {
        ByteBuffer view = chunk.borrowTransferView();
        try {
            int at = from;
            while (at < to) {
                int written = channel.write(position(view, at, to));
                if (written <= 0) {
                    break;
                }
                at += written;
            }
            return (long) at - from;
        } finally {
            chunk.returnTransferView(view);
        }
    }

    static long write(WritableByteChannel channel, Run run) throws IOException {
        return channel instanceof GatheringByteChannel gathering ? gather(gathering, run) : each(channel, run);
    }

    private static long each(WritableByteChannel channel, Run run) throws IOException {
        long total = 0;
        for (int part = 0; part < run.count(); part++) {
            long written = write(channel, run.chunk(part), run.from(part), run.to(part));
            total += written;
            if (written < run.to(part) - run.from(part)) {
                break;
            }
        }
        return total;
    }

    private static long gather(GatheringByteChannel channel, Run run) throws IOException {
        long total = 0;
        while (total < run.length()) {
            long written = gatherOnce(channel, run, total);
            if (written <= 0) {
                break;
            }
            total += written;
        }
        return total;
    }

    private static long gatherOnce(GatheringByteChannel channel, Run run, long from) throws IOException {
        int first = run.partOf(from);
        int count = Math.min(run.count() - first, MAX_GATHERED);
        @Nullable ByteBuffer[] views = run.borrowGather(count);
        int offered = 0;
        try {
            boolean whole = true;
            while (offered < count && whole) {
                int part = first + offered;
                ByteBuffer view = run.chunk(part).borrowTransferView();
                views[offered++] = view;
                int at = part == first ? run.from(part) + (int) (from - run.begin(part)) : run.from(part);
                position(view, at, run.to(part));
                whole = view.limit() == run.to(part);
            }
            return channel.write(views, 0, offered);
        } finally {
            for (int i = 0; i < offered; i++) {
                ByteBuffer view = views[i];
                if (view != null) {
                    run.chunk(first + i).returnTransferView(view);
                }
            }
            Arrays.fill(views, 0, offered, null);
            run.returnGather(views);
        }
    }

    private static ByteBuffer position(ByteBuffer view, int from, int to) {
        int end = view.isDirect() ? to : Math.min(to, from + MAX_HEAP_WRITE);
        return view.limit(end).position(from);
    }

    static void write(OutputStream stream, ByteBuffer memory, int from, int to) throws IOException {
        if (memory.hasArray()) {
            stream.write(memory.array(), memory.arrayOffset() + from, to - from);
            return;
        }
        byte[] piece = new byte[Math.min(to - from, 8192)];
        for (int at = from; at < to; at += piece.length) {
            int size = Math.min(piece.length, to - at);
            memory.get(at, piece, 0, size);
            stream.write(piece, 0, size);
        }
    }
}
