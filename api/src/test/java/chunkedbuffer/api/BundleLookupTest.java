package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import chunkedbuffer.osgi.ProviderBundles;
import chunkedbuffer.spi.PipeProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look-up through bundles that come and go, whose class loaders stand in for a framework. */
class BundleLookupTest {
    @TempDir
    Path folder;

    private final ProviderLookup<PipeProvider> lookup = new ProviderLookup<>(new ProviderKind<>(
            PipeProvider.class, "chunkedbuffer.test.pipe", "the:artifact", PipeProvider::name, PipeProvider::priority));
    private int bundles;

    @BeforeEach
    void open() {
        ProviderBundles.open();
    }

    @AfterEach
    void close() {
        ProviderBundles.close();
        assertEquals(List.of(), ProviderBundles.loaders());
    }

    private OtherLoader bundle(Class<?> provider) throws IOException {
        return OtherLoader.ofProviders(folder.resolve("bundle" + bundles++)).declare(PipeProvider.class, provider);
    }

    private String chosen() {
        return lookup.choose(null).name();
    }

    private void assertNoneFound() {
        assertThrows(ProviderNotFoundException.class, this::chosen);
    }

    @Test
    void providersComeAndGoWithTheirBundles() throws Exception {
        try (OtherLoader low = bundle(ProvidingPipes.Low.class);
                OtherLoader high = bundle(ProvidingPipes.High.class)) {
            assertNoneFound();
            ProviderBundles.set(7, low);
            assertEquals("low", chosen());
            ProviderBundles.set(3, high);
            assertEquals("high", chosen());
            assertEquals(List.of(high, low), ProviderBundles.loaders());
            ProviderBundles.set(3, null);
            assertEquals("low", chosen());
            assertThrows(ProviderNotFoundException.class, () -> lookup.choose("high"));
            ProviderBundles.set(7, null);
            assertNoneFound();
        }
    }

    @Test
    void anUpdatedBundleIsLookedAtAgain() throws Exception {
        try (OtherLoader before = bundle(ProvidingPipes.Low.class);
                OtherLoader after = bundle(ProvidingPipes.Low.class)) {
            ProviderBundles.set(7, before);
            PipeProvider old = lookup.choose(null);
            assertSame(old, lookup.choose(null));
            ProviderBundles.set(7, after);
            assertNotSame(old.getClass(), lookup.choose(null).getClass());
        }
    }

    @Test
    void whatIsNoProviderChangesNothing() {
        List<ClassLoader> before = ProviderBundles.loaders();
        ProviderBundles.set(9, null);
        assertSame(before, ProviderBundles.loaders());
    }

    @Test
    void aMediatorThatIsToldLaterLeavesNothingBehind() throws Exception {
        try (OtherLoader bundle = bundle(ProvidingPipes.Low.class)) {
            ProviderBundles.set(7, bundle);
            ProviderBundles.set(7, null);
            List<ClassLoader> stopping = ProviderBundles.loaders();
            ProviderBundles.set(7, null);
            assertNotSame(stopping, ProviderBundles.loaders());
        }
    }

    @Test
    void whatCameFromABundleIsForgottenWithIt() throws Exception {
        try (OtherLoader bundle = bundle(ProvidingPipes.Low.class);
                OtherLoader other = bundle(ProvidingPipes.High.class)) {
            ProviderBundles.set(7, bundle);
            ProviderBundles.set(8, other);
            PipeProvider made = lookup.choose("low");
            AtomicInteger forgotten = new AtomicInteger();
            ProviderBundles.keep(made, forgotten::incrementAndGet);
            ProviderBundles.set(7, bundle);
            ProviderBundles.set(8, null);
            assertEquals(0, forgotten.get());
            ProviderBundles.set(7, null);
            assertEquals(1, forgotten.get());

            ProviderBundles.keep(made, forgotten::incrementAndGet);
            assertEquals(2, forgotten.get(), "at once: it is gone already");
            ProviderBundles.set(7, bundle);
            ProviderBundles.keep(made, forgotten::incrementAndGet);
            assertEquals(2, forgotten.get());
            ProviderBundles.close();
            assertEquals(3, forgotten.get(), "with the API");
        }
    }

    @Test
    void outsideOfOsgiNothingIsKept() {
        ProviderBundles.close();
        ProviderBundles.keep(this, () -> fail("kept"));
        ProviderBundles.set(7, getClass().getClassLoader());
        assertEquals(List.of(), ProviderBundles.loaders());
    }
}
