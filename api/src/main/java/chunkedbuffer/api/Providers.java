package chunkedbuffer.api;

import chunkedbuffer.spi.ChunkPoolProvider;
import chunkedbuffer.spi.PipeProvider;
import chunkedbuffer.spi.TransportProvider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way from this API to its implementations. Initializing this class looks nothing up; each call does, or uses what an
 * earlier one found.
 */
final class Providers {

    private static final ProviderLookup<PipeProvider> PIPES = new ProviderLookup<>(new ProviderKind<>(
            PipeProvider.class,
            "chunkedbuffer.pipe",
            "io.github.chunkedbuffer:chunkedbuffer-core",
            PipeProvider::name,
            PipeProvider::priority));

    private static final ProviderLookup<ChunkPoolProvider> POOLS = new ProviderLookup<>(new ProviderKind<>(
            ChunkPoolProvider.class,
            "chunkedbuffer.pool",
            "io.github.chunkedbuffer:chunkedbuffer-core",
            ChunkPoolProvider::name,
            ChunkPoolProvider::priority));

    private static final ProviderLookup<TransportProvider> TRANSPORTS = new ProviderLookup<>(new ProviderKind<>(
            TransportProvider.class,
            "chunkedbuffer.transport",
            "io.github.chunkedbuffer:chunkedbuffer-transport-nio",
            TransportProvider::name,
            TransportProvider::priority,
            TransportProvider::isAvailable,
            TransportProvider::unavailability));

    private Providers() {}

    static Pipe pipe(PipeOptions options) {
        return PIPES.create(options.provider(), provider -> provider.create(options));
    }

    static ChunkPool pool(@Nullable String name, ChunkPoolOptions options) {
        Objects.requireNonNull(options, "options");
        return POOLS.create(name, provider -> provider.create(options));
    }

    static Transport transport(TransportOptions options) {
        return TRANSPORTS.create(options.name(), provider -> provider.create(options));
    }
}
