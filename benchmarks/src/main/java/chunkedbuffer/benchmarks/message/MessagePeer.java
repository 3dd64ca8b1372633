package chunkedbuffer.benchmarks.message;

import chunkedbuffer.benchmarks.Modern;
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
    /** Netty's decoders, the cumulator that copies, pieces of the pooled allocator. */
    NETTY_DECODER(
            () -> NettyDecoders.lines(NettyDecoders.copying(), NettyDecoders.pooled()),
            () -> NettyDecoders.frames(NettyDecoders.copying(), NettyDecoders.pooled())),
    /** Netty's decoders, the cumulator that copies, pieces of the adaptive allocator. */
    NETTY_DECODER_ADAPTIVE(
            () -> NettyDecoders.lines(NettyDecoders.copying(), NettyDecoders.adaptive()),
            () -> NettyDecoders.frames(NettyDecoders.copying(), NettyDecoders.adaptive())),
    /** Netty's decoders, the cumulator that chains, pieces of the pooled allocator. */
    NETTY_DECODER_COMPOSITE(
            () -> NettyDecoders.lines(NettyDecoders.chaining(), NettyDecoders.pooled()),
            () -> NettyDecoders.frames(NettyDecoders.chaining(), NettyDecoders.pooled())),
    /** Netty's decoders, the cumulator that chains, pieces of the adaptive allocator. */
    NETTY_DECODER_COMPOSITE_ADAPTIVE(
            () -> NettyDecoders.lines(NettyDecoders.chaining(), NettyDecoders.adaptive()),
            () -> NettyDecoders.frames(NettyDecoders.chaining(), NettyDecoders.adaptive())),
    /** Netty's decoder for any delimiters. */
    NETTY_DELIMITER_DECODER(() -> NettyDecoders.delimitedLines(NettyDecoders.copying(), NettyDecoders.pooled()), null),
    /** Vert.x's record parser. */
    VERTX(() -> new VertxMessages.Lines(), () -> new VertxMessages.Frames(), Taking.SLICE),
    /** Okio. */
    OKIO(() -> new OkioMessages.Lines(), () -> new OkioMessages.Frames()),
    /** kotlinx-io. */
    KOTLINX_IO(() -> new KotlinxMessages.Lines(), () -> new KotlinxMessages.Frames()),
    /** Jayo, on a newer Java. */
    JAYO("JayoMessages"),
    /** Helidon's {@code DataReader}, on a newer Java. */
    HELIDON("HelidonMessages"),
    /** {@code java.io}: a buffered reader of lines, a data input of frames. */
    JAVA_IO(() -> new StreamMessages.Lines(), () -> new StreamMessages.Frames(), Taking.SLICE);

    private static final String PACKAGE = "chunkedbuffer.benchmarks.message.";

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

    MessagePeer(String modern) {
        this(modern(modern, "Lines"), modern(modern, "Frames"));
    }

    private static @Nullable Supplier<MessageBuffer<?>> modern(String type, String nested) {
        String name = PACKAGE + type + "$" + nested;
        return Modern.has(name) ? () -> Modern.open(MessageBuffer.class, name) : null;
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
