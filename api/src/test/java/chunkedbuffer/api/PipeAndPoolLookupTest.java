package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.spi.ChunkPoolProvider;
import chunkedbuffer.spi.PipeProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Pipe.create} and {@code ChunkPool.create}: who makes them, and which options arrive. */
class PipeAndPoolLookupTest {

    @TempDir
    Path folder;

    @Test
    void aPipeIsMadeByTheHighestWithTheDefaults() throws Exception {
        Pipe pipe = OtherLoader.ofProviders(folder)
                .declare(PipeProvider.class, ProvidingPipes.Low.class, ProvidingPipes.High.class)
                .asContext(Pipe::create);
        assertEquals("high made it of " + PipeOptions.defaults(), pipe.toString());
    }

    @Test
    void aPipeIsMadeByTheOneThatTheOptionsName() throws Exception {
        PipeOptions options =
                PipeOptions.builder().provider("low").pauseThreshold(10).build();
        Pipe pipe = OtherLoader.ofProviders(folder)
                .declare(PipeProvider.class, ProvidingPipes.Low.class, ProvidingPipes.High.class)
                .asContext(() -> Pipe.create(options));
        assertEquals("low made it of " + options, pipe.toString());
    }

    @Test
    void aPipeIsMadeByTheOneThatTheSystemPropertyNames() throws Exception {
        OtherLoader loader = OtherLoader.ofProviders(folder)
                .declare(PipeProvider.class, ProvidingPipes.Low.class, ProvidingPipes.High.class);
        try (SystemProperty property = new SystemProperty("chunkedbuffer.pipe", "low")) {
            assertTrue(loader.asContext(Pipe::create).toString().startsWith("low made it"));
        }
    }

    @Test
    void aPoolIsMadeByTheHighestOrTheOneNamed() throws Exception {
        OtherLoader loader = OtherLoader.ofProviders(folder)
                .declare(ChunkPoolProvider.class, ProvidingPools.Small.class, ProvidingPools.Large.class);
        ChunkPoolOptions options =
                ChunkPoolOptions.builder().memory(MemoryKind.HEAP).build();
        assertEquals(
                "large made it of " + options,
                loader.asContext(() -> ChunkPool.create(options)).toString());
        assertEquals(
                "small made it of " + options,
                loader.asContext(() -> ChunkPool.create("small", options)).toString());
        try (SystemProperty property = new SystemProperty("chunkedbuffer.pool", "small")) {
            assertEquals(
                    "small made it of " + options,
                    loader.asContext(() -> ChunkPool.create(options)).toString());
            assertEquals(
                    "large made it of " + options,
                    loader.asContext(() -> ChunkPool.create("large", options)).toString());
        }
    }

    @Test
    void oneThatFailsWithAnErrorOfAnyKindIsPassedOver() throws Exception {
        OtherLoader loader = OtherLoader.ofProviders(folder)
                .declare(ChunkPoolProvider.class, ProvidingPools.Failing.class, ProvidingPools.Small.class);
        ChunkPoolOptions options = ChunkPoolOptions.defaults();
        assertEquals(
                "small made it of " + options,
                loader.asContext(() -> ChunkPool.create(options)).toString());
    }

    @Test
    void anUnknownPoolListsThoseThatWereFound() throws Exception {
        OtherLoader loader = OtherLoader.ofProviders(folder)
                .declare(ChunkPoolProvider.class, ProvidingPools.Small.class, ProvidingPools.Large.class);
        String message = assertThrows(
                        ProviderNotFoundException.class,
                        () -> loader.asContext(() -> ChunkPool.create("huge", ChunkPoolOptions.defaults())))
                .getMessage();
        assertTrue(message.contains("\"huge\"") && message.contains("Found: large, small."), message);
    }

    @Test
    void aBlankPoolNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ChunkPool.create(" ", ChunkPoolOptions.defaults()));
        assertThrows(NullPointerException.class, () -> ChunkPool.create(null, ChunkPoolOptions.defaults()));
    }
}
