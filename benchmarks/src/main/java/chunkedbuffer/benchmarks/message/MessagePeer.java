package chunkedbuffer.benchmarks.message;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who takes messages out of a stream. The name of each is that of its row.
 *
 * <p>Lambdas, not method references: those would load every class, and the JIT compiler should know of one.
 */
public enum MessagePeer {
    /** This library, chunks outside of the heap. */
    CHUNKEDBUFFER_DIRECT(() -> new PipeMessages.DirectLines(), () -> new PipeMessages.DirectFrames()),
    /** This library, chunks on the heap. */
    CHUNKEDBUFFER_HEAP(() -> new PipeMessages.HeapLines(), () -> new PipeMessages.HeapFrames()),
    /** By hand over one array. */
    LIMIT_ARRAY(() -> new ArrayMessages.Lines(), () -> new ArrayMessages.Frames(), Taking.SLICE),
    /** By hand over one direct buffer. */
    LIMIT_DIRECT(() -> new DirectMessages.Lines(), () -> new DirectMessages.Frames(), Taking.SLICE),
    /** Netty's {@code ByteBuf} by hand, direct. */
    NETTY_DIRECT(() -> new NettyMessages.DirectLines(), () -> new NettyMessages.DirectFrames()),
    /** Netty's {@code ByteBuf} by hand, on the heap. */
    NETTY_HEAP(() -> new NettyMessages.HeapLines(), () -> new NettyMessages.HeapFrames()),
    /** Netty's decoders with the cumulator that copies. */
    NETTY_DECODER(() -> new NettyDecoders.MergedLines(), () -> new NettyDecoders.MergedFrames()),
    /** Netty's decoders with the cumulator that chains. */
    NETTY_DECODER_COMPOSITE(() -> new NettyDecoders.CompositeLines(), () -> new NettyDecoders.CompositeFrames()),
    /** Netty's decoder for any delimiters. */
    NETTY_DELIMITER_DECODER(() -> new NettyDecoders.DelimitedLines(), null),
    /** Vert.x's record parser. */
    VERTX(() -> new VertxMessages.Lines(), () -> new VertxMessages.Frames(), Taking.SLICE),
    /** Okio. */
    OKIO(() -> new OkioMessages.Lines(), () -> new OkioMessages.Frames()),
    /** kotlinx-io. */
    KOTLINX_IO(() -> new KotlinxMessages.Lines(), () -> new KotlinxMessages.Frames()),
    /** {@code java.io}: a buffered reader of lines, a data input of frames. */
    JAVA_IO(() -> new StreamMessages.Lines(), () -> new StreamMessages.Frames(), Taking.SLICE, Taking.LOOK);

    private final @Nullable Supplier<MessageBuffer<?>> lines;
    private final @Nullable Supplier<MessageBuffer<?>> frames;
    private final Set<Taking> takings;

    MessagePeer(
            @Nullable Supplier<MessageBuffer<?>> lines, @Nullable Supplier<MessageBuffer<?>> frames, Taking... cannot) {
        this.lines = lines;
        this.frames = frames;
        this.takings = EnumSet.allOf(Taking.class);
        for (Taking taking : cannot) {
            takings.remove(taking);
        }
    }

    /**
     * Whether it has a row.
     *
     * @param mix the messages
     * @param taking how they are taken
     * @return whether it can do that at all
     */
    public boolean can(Mix mix, Taking taking) {
        return (mix.isLines() ? lines : frames) != null
                && takings.contains(taking)
                && (mix.isLines() || taking != Taking.STRING);
    }

    /**
     * An empty buffer.
     *
     * @param mix what goes into it
     * @return the buffer
     */
    public MessageBuffer<?> open(Mix mix) {
        Supplier<MessageBuffer<?>> supplier = mix.isLines() ? lines : frames;
        if (supplier == null) {
            throw new IllegalArgumentException(this + " does not do " + mix);
        }
        return supplier.get();
    }
}
