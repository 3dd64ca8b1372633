package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the jars tell GraalVM's native-image: that the files are where it looks for them, that what they name is there, and that
 * every provider and its service file are named. Whether the tool makes a program of it is not tested.
 */
class NativeImageIT {
    private static final String JARS = "chunkedbuffer.it.RuntimeJar#all";
    private static final String SERVICES = "META-INF/services/";

    @ParameterizedTest(name = "{0}")
    @MethodSource(JARS)
    void everyClassThatIsNamedIsThere(RuntimeJar jar) throws Exception {
        try (URLClassLoader loader = loader()) {
            for (JsonElement entry : array(jar, "reflect-config.json")) {
                JsonObject type = entry.getAsJsonObject();
                Class<?> loaded = loader.loadClass(type.get("name").getAsString());
                for (JsonElement method : type.getAsJsonArray("methods")) {
                    assertEquals("<init>", method.getAsJsonObject().get("name").getAsString());
                    assertEquals(
                            0,
                            method.getAsJsonObject()
                                    .getAsJsonArray("parameterTypes")
                                    .size());
                    assertEquals(0, loaded.getConstructor().getParameterCount());
                }
            }
            for (JsonElement entry : array(jar, "proxy-config.json")) {
                for (JsonElement name : entry.getAsJsonObject().getAsJsonArray("interfaces")) {
                    assertTrue(loader.loadClass(name.getAsString()).isInterface(), name::toString);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(JARS)
    void everyResourceThatIsNamedIsThere(RuntimeJar jar) throws IOException {
        List<String> entries = new ArrayList<>();
        for (RuntimeJar each : RuntimeJar.all()) {
            entries.addAll(each.entries());
        }
        for (Pattern pattern : resources(jar)) {
            assertTrue(entries.stream().anyMatch(pattern.asMatchPredicate()), pattern::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(JARS)
    void everyServiceFileAndItsProvidersAreNamed(RuntimeJar jar) throws IOException {
        List<String> named = new ArrayList<>();
        array(jar, "reflect-config.json")
                .forEach(entry -> named.add(entry.getAsJsonObject().get("name").getAsString()));
        List<Pattern> resources = resources(jar);
        for (String entry : jar.entries()) {
            if (entry.startsWith(SERVICES) && !entry.equals(SERVICES)) {
                assertTrue(
                        resources.stream()
                                .anyMatch(pattern -> pattern.matcher(entry).matches()),
                        entry);
                jar.text(entry).lines().forEach(provider -> assertTrue(named.contains(provider), provider));
            }
        }
    }

    /** For a pool or a transport of somebody else's, whose jar may tell nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void theApiNamesTheServiceFilesOfAll(String service) throws IOException {
        assertTrue(resources(RuntimeJar.of(Jars.API)).stream()
                .anyMatch(pattern -> pattern.matcher(SERVICES + service).matches()));
    }

    static Stream<String> services() {
        return Stream.of("PipeProvider", "ChunkPoolProvider", "TransportProvider")
                .map("chunkedbuffer.spi."::concat);
    }

    private static List<Pattern> resources(RuntimeJar jar) throws IOException {
        JsonObject config = JsonParser.parseString(jar.text(folder(jar) + "resource-config.json"))
                .getAsJsonObject();
        List<Pattern> patterns = new ArrayList<>();
        for (JsonElement include : config.getAsJsonObject("resources").getAsJsonArray("includes")) {
            patterns.add(
                    Pattern.compile(include.getAsJsonObject().get("pattern").getAsString()));
        }
        return patterns;
    }

    /** Of a file that a jar with nothing to tell does not have. */
    private static JsonArray array(RuntimeJar jar, String file) throws IOException {
        String path = folder(jar) + file;
        return jar.entries().contains(path)
                ? JsonParser.parseString(jar.text(path)).getAsJsonArray()
                : new JsonArray();
    }

    private static String folder(RuntimeJar jar) {
        return "META-INF/native-image/io.github.chunkedbuffer/" + jar.artifact() + "/";
    }

    private static URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (RuntimeJar jar : RuntimeJar.all()) {
            urls.add(jar.path().toUri().toURL());
        }
        urls.add(Jars.SLF4J.toUri().toURL());
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
