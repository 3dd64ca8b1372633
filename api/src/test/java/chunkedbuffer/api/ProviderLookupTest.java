package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.spi.PipeProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider is chosen, from real service files and class loaders. */
class ProviderLookupTest {
    private static final String PROPERTY = "chunkedbuffer.test.pipe";

    @TempDir
    Path folder;

    private static final String THROWS_WHEN_MADE =
            ". Passed over, as it cannot be used: java.util.ServiceConfigurationError: chunkedbuffer.spi.PipeProvider: "
                    + "Provider chunkedbuffer.api.ProvidingPipes$ThrowsWhenMade could not be instantiated, "
                    + "caused by java.lang.IllegalStateException: thrown by the constructor";

    private final ProviderLookup<PipeProvider> lookup = lookup();
    private SystemProperty property;
    private Warnings searchWarnings;
    private Warnings choiceWarnings;

    private static ProviderLookup<PipeProvider> lookup() {
        return new ProviderLookup<>(new ProviderKind<>(
                PipeProvider.class, PROPERTY, "the:artifact", PipeProvider::name, PipeProvider::priority));
    }

    @BeforeEach
    void watch() {
        property = new SystemProperty(PROPERTY, null);
        searchWarnings = new Warnings(ProviderSearch.class.getName());
        choiceWarnings = new Warnings(ProviderLookup.class.getName());
    }

    @AfterEach
    void unwatch() {
        property.close();
        searchWarnings.close();
        choiceWarnings.close();
    }

    private OtherLoader loader(Class<?>... providers) throws IOException {
        return OtherLoader.ofProviders(folder).declare(PipeProvider.class, providers);
    }

    private String chosen(OtherLoader loader, String name) throws Exception {
        return loader.asContext(() -> lookup.choose(name)).name();
    }

    private ProviderNotFoundException notFound(ClassLoader loader, String name) {
        return assertThrows(
                ProviderNotFoundException.class, () -> OtherLoader.withContext(loader, () -> lookup.choose(name)));
    }

    private static Function<PipeProvider, Pipe> pipeOf() {
        return provider -> provider.create(PipeOptions.defaults());
    }

    private void assertNoWarnings() {
        assertEquals(List.of(), searchWarnings.messages());
        assertEquals(List.of(), choiceWarnings.messages());
    }

    @Nested
    class Choice {

        @Test
        void theHighestPriorityWinsWhateverTheOrder() throws Exception {
            assertEquals(
                    "high",
                    chosen(
                            loader(ProvidingPipes.Low.class, ProvidingPipes.High.class, ProvidingPipes.Middle.class),
                            null));
            assertNoWarnings();
        }

        @Test
        void withoutAPriorityOfItsOwnAProviderIsPreferredToThoseBelowZero() throws Exception {
            assertEquals("default", chosen(loader(ProvidingPipes.Low.class, ProvidingPipes.Default.class), null));
        }

        @Test
        void aProviderThatLooksForItsLikeWhileItIsMadeIsPassedOver() throws Exception {
            assertEquals("low", chosen(loader(ProvidingPipes.MadeOfPipes.class, ProvidingPipes.Low.class), null));
            assertTrue(
                    searchWarnings.messages().stream()
                            .anyMatch(
                                    warning -> warning.contains("MadeOfPipes") && warning.contains("but in create()")),
                    () -> searchWarnings.messages().toString());
        }

        @Test
        void theSystemPropertyIsBeforeThePriorities() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.High.class);
            property.set("low");
            assertEquals("low", chosen(loader, null));
        }

        @Test
        void theNameInCodeIsBeforeTheSystemProperty() throws Exception {
            OtherLoader loader =
                    loader(ProvidingPipes.Low.class, ProvidingPipes.Middle.class, ProvidingPipes.High.class);
            property.set("low");
            assertEquals("middle", chosen(loader, "middle"));
        }

        @Test
        void theSystemPropertyIsReadAtEachCall() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.High.class);
            assertEquals("high", chosen(loader, null));
            property.set("low");
            assertEquals("low", chosen(loader, null));
            property.set("high");
            assertEquals("high", chosen(loader, null));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " "})
        void anEmptySystemPropertyCountsAsNotSet(String blank) throws Exception {
            property.set(blank);
            assertEquals("high", chosen(loader(ProvidingPipes.Low.class, ProvidingPipes.High.class), null));
        }

        @Test
        void ofEqualPrioritiesTheFirstByNameIsTakenAndThatIsLoggedOnce() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.TieB.class, ProvidingPipes.TieA.class);
            assertEquals("a", chosen(loader, null));
            assertEquals("a", chosen(loader, null));
            assertEquals(
                    List.of("WARN Two of PipeProvider have the same highest priority: "
                            + "a (chunkedbuffer.api.ProvidingPipes$TieA, priority 20) is used, not "
                            + "b (chunkedbuffer.api.ProvidingPipes$TieB, priority 20); "
                            + "choose one by name, in code or with -D" + PROPERTY + "=<name>"),
                    choiceWarnings.messages());
        }

        @Test
        void equalPrioritiesThatDoNotMatterAreNotLogged() throws Exception {
            assertEquals("b", chosen(loader(ProvidingPipes.TieA.class, ProvidingPipes.TieB.class), "b"));
            assertNoWarnings();
        }

        @Test
        void ofTwoByOneNameTheHigherPriorityIsTakenAndThatIsLogged() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.AnotherLow.class);
            PipeProvider chosen = loader.asContext(() -> lookup.choose("low"));
            assertEquals(1, chosen.priority());
            assertEquals(
                    List.of("WARN Two of PipeProvider have the same name: "
                            + "low (chunkedbuffer.api.ProvidingPipes$AnotherLow, priority 1) is preferred to "
                            + "low (chunkedbuffer.api.ProvidingPipes$Low, priority -10)"),
                    searchWarnings.messages());
        }

        @Test
        void ofTwoByOneNameAndPriorityTheChoiceDoesNotDependOnTheOrder() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.EquallyLow.class);
            PipeProvider chosen = loader.asContext(() -> lookup.choose(null));
            assertEquals("EquallyLow", chosen.getClass().getSimpleName());
            assertEquals(1, searchWarnings.messages().size());
        }
    }

    @Nested
    class NotFound {

        @Test
        void anUnknownNameListsThoseThatWereFound() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.High.class);
            assertEquals(
                    "No PipeProvider named \"medium\" was found. Found: high, low. "
                            + "Use one of these names, or add the artifact that has the other one",
                    notFound(loader, "medium").getMessage());
        }

        @Test
        void anUnknownNameInTheSystemPropertySaysWhereItComesFrom() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class);
            property.set("medium");
            String message = notFound(loader, null).getMessage();
            assertTrue(
                    message.startsWith("No PipeProvider named \"medium\" (system property " + PROPERTY + ")"), message);
            assertTrue(message.contains("Found: low."), message);
        }

        @Test
        void withoutAnyProviderTheArtifactToAddIsNamed() throws Exception {
            assertEquals(
                    "No PipeProvider was found, nor any other: "
                            + "add the artifact the:artifact to the class path or module path",
                    notFound(loader(), null).getMessage());
        }

        @Test
        void withoutAnyProviderTheArtifactToAddIsNamedForANameToo() throws Exception {
            assertEquals(
                    "No PipeProvider named \"default\" was found, nor any other: "
                            + "add the artifact the:artifact to the class path or module path",
                    notFound(loader(), "default").getMessage());
        }

        @Test
        void aFailureIsNotRemembered() throws Exception {
            OtherLoader loader = loader();
            notFound(loader, null);
            loader.declare(PipeProvider.class, ProvidingPipes.Low.class);
            assertEquals("low", chosen(loader, null));
        }

        @Test
        void aNameThatIsNotRememberedIsLookedForAgain() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class);
            assertEquals("low", chosen(loader, null));
            notFound(loader, "high");
            loader.declare(PipeProvider.class, ProvidingPipes.High.class);
            assertEquals("high", chosen(loader, "high"));
            assertEquals("high", chosen(loader, null), "the later search replaces the earlier one");
        }
    }

    @Nested
    class Broken {

        @ParameterizedTest
        @ValueSource(
                classes = {
                    ProvidingPipes.ThrowsWhenMade.class,
                    ProvidingPipes.FailsToInitialize.class,
                    ProvidingPipes.HasNoName.class,
                    ProvidingPipes.HasBlankName.class,
                    ProvidingPipes.ThrowsWhenAskedForName.class,
                    ProvidingPipes.ThrowsWhenAskedForPriority.class,
                    ProvidingPipes.HasNoConstructor.class,
                    ProvidingPipes.NotPublic.class,
                    ProvidingPipes.NoPipeProviderAtAll.class,
                    ProvidingPipes.HasNoSuperclass.class
                })
        void aProviderIsLoggedAndPassedOver(Class<?> broken) throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, broken, ProvidingPipes.Middle.class);
            assertPassedOver(loader);
        }

        @ParameterizedTest
        @ValueSource(strings = {"not.There", "this is no class name", "42"})
        void aLineOfAServiceFileIsLoggedAndPassedOver(String line) throws Exception {
            OtherLoader bad = OtherLoader.ofProviders(folder.resolve("bad")).declare(PipeProvider.class, line);
            OtherLoader loader = OtherLoader.ofProviders(folder.resolve("good"), bad)
                    .declare(PipeProvider.class, ProvidingPipes.Low.class, ProvidingPipes.Middle.class);
            assertPassedOver(loader);
        }

        private void assertPassedOver(OtherLoader loader) throws Exception {
            assertEquals("middle", chosen(loader, null));
            assertEquals(1, searchWarnings.messages().size(), () -> "" + searchWarnings.messages());
            String warning = searchWarnings.messages().get(0);
            assertTrue(warning.startsWith("WARN A PipeProvider cannot be used and is passed over"), warning);
            assertTrue(searchWarnings.haveCauses());
            assertEquals("low", chosen(loader, "low"));
        }

        @Test
        void whyItWasPassedOverComesWithTheException() throws Exception {
            ProviderNotFoundException failure = notFound(loader(ProvidingPipes.ThrowsWhenMade.class), null);
            assertEquals(1, failure.getSuppressed().length);
            assertEquals(
                    "thrown by the constructor",
                    failure.getSuppressed()[0].getCause().getMessage());
        }

        @Test
        void theMessageTellsOfItToo() throws Exception {
            assertEquals(
                    "No PipeProvider was found, nor any other: add the artifact the:artifact to the class path or module path"
                            + THROWS_WHEN_MADE,
                    notFound(loader(ProvidingPipes.ThrowsWhenMade.class), null).getMessage());
            assertEquals(
                    "No PipeProvider named \"throws\" was found. Found: low. "
                            + "Use one of these names, or add the artifact that has the other one" + THROWS_WHEN_MADE,
                    notFound(loader(ProvidingPipes.Low.class, ProvidingPipes.ThrowsWhenMade.class), "throws")
                            .getMessage());
        }

        @Test
        void oneThatThrowsFromNameOrPriorityIsNamed() throws Exception {
            String message = notFound(
                            loader(
                                    ProvidingPipes.ThrowsWhenAskedForName.class,
                                    ProvidingPipes.ThrowsWhenAskedForPriority.class),
                            null)
                    .getMessage();
            assertTrue(
                    message.endsWith(". Passed over, as it cannot be used: java.util.ServiceConfigurationError: "
                            + "PipeProvider chunkedbuffer.api.ProvidingPipes$ThrowsWhenAskedForName "
                            + "does not tell its name and priority, "
                            + "caused by java.lang.UnsupportedOperationException: thrown by name()"
                            + "; and java.util.ServiceConfigurationError: "
                            + "PipeProvider chunkedbuffer.api.ProvidingPipes$ThrowsWhenAskedForPriority "
                            + "does not tell its name and priority, "
                            + "caused by java.lang.NoSuchMethodError: thrown by priority() "
                            + "(it was compiled against another version of chunkedbuffer-api, "
                            + "or of a library of its own: update it)"),
                    message);
        }

        @Test
        void oneWhoseCreateDoesNotFitIsNamedWithItsPlace() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class, ProvidingPipes.Outdated.class);
            IllegalStateException failure = assertThrows(
                    IllegalStateException.class, () -> loader.asContext(() -> lookup.create(null, pipeOf())));
            assertEquals(
                    "The PipeProvider chunkedbuffer.api.ProvidingPipes$Outdated of an unknown place cannot be used: "
                            + "java.lang.NoSuchMethodError: thrown by create() "
                            + "(it was compiled against another version of chunkedbuffer-api, "
                            + "or of a library of its own: update it). "
                            + "To use another, name it in code or with -D" + PROPERTY + "=<name>",
                    failure.getMessage());
            assertEquals(NoSuchMethodError.class, failure.getCause().getClass());
            assertTrue(loader.asContext(() -> lookup.create("low", pipeOf()))
                    .toString()
                    .startsWith("low made it"));
        }

        @Test
        void oneThatMakesNothingIsNamed() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class);
            assertEquals(
                    "The PipeProvider chunkedbuffer.api.ProvidingPipes$Low of an unknown place cannot be used: "
                            + "its create returned null, which is a bug of it. "
                            + "To use another, name it in code or with -D" + PROPERTY + "=<name>",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> loader.asContext(() -> lookup.create(null, provider -> null)))
                            .getMessage());
        }

        @Test
        void whatCreateThrowsOfItsOwnIsThrownAsItIs() throws Exception {
            OtherLoader loader = loader(ProvidingPipes.Low.class);
            IllegalArgumentException wrong = new IllegalArgumentException("an option that it cannot do");
            assertSame(
                    wrong,
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> loader.asContext(() -> lookup.create(null, provider -> {
                                throw wrong;
                            }))));
        }

        @Test
        void thatIsLoggedOnceWhenBothLoadersSeeIt() throws Exception {
            OtherLoader first = loader(ProvidingPipes.ThrowsWhenMade.class, ProvidingPipes.Low.class);
            ProviderSearch<PipeProvider> search = ProviderSearch.through(kind(), List.of(first, childOf(first)));
            assertEquals(1, search.failures().size());
            assertEquals(1, searchWarnings.messages().size());
        }

        @Test
        void twoThatThrowTheSameAreBothNamed() throws Exception {
            ProviderNotFoundException failure = notFound(
                    loader(ProvidingPipes.ThrowsWhenMade.class, ProvidingPipes.ThrowsTheSameWhenMade.class), null);
            assertEquals(2, failure.getSuppressed().length);
            assertEquals(2, searchWarnings.messages().size());
        }

        @Test
        void aLoaderThatFailsForEverEndsTheSearch() throws Exception {
            ClassLoader noResources = new ClassLoader(getClass().getClassLoader()) {
                @Override
                public Enumeration<URL> getResources(String name) throws IOException {
                    throw new IOException("disk on fire");
                }
            };
            ProviderNotFoundException failure = notFound(noResources, null);
            assertTrue(Arrays.stream(failure.getSuppressed())
                    .allMatch(each -> each.getCause().getMessage().equals("disk on fire")));
            assertEquals(1, searchWarnings.messages().size());
        }
    }

    private static ProviderKind<PipeProvider> kind() {
        return new ProviderKind<>(
                PipeProvider.class, PROPERTY, "the:artifact", PipeProvider::name, PipeProvider::priority);
    }

    private static ClassLoader childOf(ClassLoader parent) {
        return new URLClassLoader(new URL[0], parent);
    }

    @Nested
    class ClassLoaders {

        @Test
        void whatBothLoadersFindCountsOnce() throws Exception {
            OtherLoader first = loader(ProvidingPipes.TieA.class);
            ProviderSearch<PipeProvider> search = ProviderSearch.through(kind(), List.of(first, childOf(first)));
            assertEquals(1, search.candidates().size());
            assertNoWarnings();
        }

        @Test
        void whatOnlyTheSecondLoaderFindsCountsToo() throws Exception {
            OtherLoader first =
                    OtherLoader.ofProviders(folder.resolve("1")).declare(PipeProvider.class, ProvidingPipes.Low.class);
            OtherLoader second =
                    OtherLoader.ofProviders(folder.resolve("2")).declare(PipeProvider.class, ProvidingPipes.High.class);
            ProviderSearch<PipeProvider> search = ProviderSearch.through(kind(), List.of(first, second));
            assertEquals(
                    List.of("high", "low"),
                    search.candidates().stream().map(ProviderCandidate::name).toList());
        }

        @Test
        void ofTwoCopiesOfOneClassTheFirstLoadersIsPreferred() throws Exception {
            OtherLoader first =
                    OtherLoader.ofProviders(folder.resolve("1")).declare(PipeProvider.class, ProvidingPipes.Low.class);
            OtherLoader second =
                    OtherLoader.ofProviders(folder.resolve("2")).declare(PipeProvider.class, ProvidingPipes.Low.class);
            ProviderSearch<PipeProvider> search = ProviderSearch.through(kind(), List.of(first, second));
            assertEquals(2, search.candidates().size());
            assertSame(first, search.candidates().get(0).provider().getClass().getClassLoader());
        }

        @Test
        void eachContextLoaderHasItsOwnProviders() throws Exception {
            OtherLoader one =
                    OtherLoader.ofProviders(folder.resolve("1")).declare(PipeProvider.class, ProvidingPipes.Low.class);
            OtherLoader other =
                    OtherLoader.ofProviders(folder.resolve("2")).declare(PipeProvider.class, ProvidingPipes.High.class);
            assertEquals("low", chosen(one, null));
            assertEquals("high", chosen(other, null));
            assertEquals("low", chosen(one, null));
            notFound(other, "low");
        }

        @Test
        void withoutAContextLoaderTheSystemsIsUsed() throws Exception {
            assertEquals(
                    "No PipeProvider was found, nor any other: "
                            + "add the artifact the:artifact to the class path or module path",
                    notFound(null, null).getMessage());
        }

        @Test
        void aSecondCallDoesNotSearchAgain() throws Exception {
            AtomicInteger made = new AtomicInteger();
            System.getProperties().put(ProvidingPipes.Counted.COUNT, made);
            try {
                OtherLoader loader = loader(ProvidingPipes.Counted.class);
                PipeProvider first = loader.asContext(() -> lookup.choose(null));
                PipeProvider second = loader.asContext(() -> lookup.choose("counted"));
                assertSame(first, second);
                assertEquals(1, made.get());
                assertNotSame(first, loader.asContext(() -> lookup().choose(null)));
                assertEquals(2, made.get());
            } finally {
                System.getProperties().remove(ProvidingPipes.Counted.COUNT);
            }
        }
    }
}
