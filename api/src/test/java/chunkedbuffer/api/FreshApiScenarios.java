package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.spi.ChunkPoolProvider;
import chunkedbuffer.spi.PipeProvider;
import java.nio.file.Path;

/**
 * What {@link FreshApiTest} does in a copy of the API that nobody has used yet. Each scenario is a method that gets the loader
 * of that copy, to declare providers with.
 */
public final class FreshApiScenarios {

    /** What a scenario does with the world outside of its copy of the API. */
    public interface Declare {

        /** Adds a provider to those that the API's own loader finds. */
        void accept(String service, String provider) throws Exception;

        Path emptyFolder();
    }

    public void withoutProviders(Declare declare) {
        assertFailsNaming("io.github.chunkedbuffer:chunkedbuffer-core", Pipe::create);
        assertFailsNaming("io.github.chunkedbuffer:chunkedbuffer-core", ChunkPool::shared);
        assertFailsNaming(
                "io.github.chunkedbuffer:chunkedbuffer-core", () -> ChunkPool.create(ChunkPoolOptions.defaults()));
        assertFailsNaming("io.github.chunkedbuffer:chunkedbuffer-transport-nio", Transport::open);
    }

    private static void assertFailsNaming(String artifact, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(ProviderNotFoundException.class, call).getMessage();
        assertTrue(message.contains(artifact), message);
    }

    /** All options types and defaults are there without a provider: no static initializer looks one up. */
    public void initializingLooksNothingUp(Declare declare) {
        assertNotNull(PipeOptions.defaults().toString());
        assertNull(PipeOptions.defaults().pool());
        assertNotNull(ChunkPoolOptions.defaults().toString());
        assertNotNull(ConnectionOptions.defaults().toString());
        assertNotNull(TransportOptions.defaults().toString());
    }

    public void aFailureIsNotRemembered(Declare declare) throws Exception {
        assertThrows(ProviderNotFoundException.class, Pipe::create);
        assertThrows(ProviderNotFoundException.class, ChunkPool::shared);
        declare.accept(PipeProvider.class.getName(), ProvidingPipes.Low.class.getName());
        declare.accept(ChunkPoolProvider.class.getName(), ProvidingPools.Small.class.getName());
        assertNotNull(Pipe.create());
        assertEquals(1, ChunkPool.shared().stats().acquired());
    }

    public void theApisOwnLoaderIsAskedWhateverTheContextLoader(Declare declare) throws Exception {
        declare.accept(PipeProvider.class.getName(), ProvidingPipes.Low.class.getName());
        Thread.currentThread().setContextClassLoader(null);
        assertTrue(Pipe.create().toString().startsWith("low made it"));
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        assertTrue(Pipe.create().toString().startsWith("low made it"));
    }

    public void theApisOwnLoaderIsAskedBeforeTheContextLoader(Declare declare) throws Exception {
        declare.accept(PipeProvider.class.getName(), ProvidingPipes.Low.class.getName());
        // A child that defines the same class once more, and finds the same declaration.
        ClassLoader own = getClass().getClassLoader();
        ClassLoader context = OtherLoader.ofProviders(declare.emptyFolder(), own);
        OtherLoader.withContext(context, () -> {
            PipeProvider chosen = new ProviderLookup<>(new ProviderKind<>(
                            PipeProvider.class, "chunkedbuffer.pipe", "", PipeProvider::name, PipeProvider::priority))
                    .choose(null);
            assertSame(own, chosen.getClass().getClassLoader());
            return null;
        });
    }

    public void theSharedPoolIsMadeOnce(Declare declare) throws Exception {
        declare.accept(ChunkPoolProvider.class.getName(), ProvidingPools.Small.class.getName());
        declare.accept(ChunkPoolProvider.class.getName(), ProvidingPools.Large.class.getName());
        ChunkPool shared;
        try (SystemProperty property = new SystemProperty("chunkedbuffer.pool", "small")) {
            shared = ChunkPool.shared();
        }
        assertEquals(1, shared.stats().acquired(), "made by the one that the system property named then");
        assertEquals("shared small made it of " + ChunkPoolOptions.defaults(), shared.toString());
        assertSame(shared, ChunkPool.shared(), "for everybody, whatever the property says now");
    }

    public void aFailureOfTheSystemPropertyIsNotRemembered(Declare declare) throws Exception {
        declare.accept(ChunkPoolProvider.class.getName(), ProvidingPools.Small.class.getName());
        try (SystemProperty property = new SystemProperty("chunkedbuffer.pool", "none")) {
            assertThrows(ProviderNotFoundException.class, ChunkPool::shared);
        }
        assertEquals(1, ChunkPool.shared().stats().acquired());
    }
}
