package chunkedbuffer.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block of the README compiles without a warning, runs, and does what the README says. */
class ReadmeTest {

    @TempDir
    private Path folder;

    private final Readme readme = Readme.read();

    @Test
    void theTenLinesPrintWhatTheReadmeSays() throws Exception {
        prints("TenLines");
    }

    @Test
    void theGreeterPrintsWhatTheReadmeSays() throws Exception {
        prints("Greeter");
    }

    private void prints(String name) throws Exception {
        readme.compile(folder, name + ".java");

        Program.Outcome outcome = Program.run(folder, "--class-path", Program.path(folder, Program.PATH), name);

        assertEquals(readme.textAfter(name + ".java"), outcome.output());
        assertEquals(0, outcome.exitCode());
    }

    private static final String POOL = "com/example/HeapPool.java";
    private static final String PROVIDER = "com/example/HeapPoolProvider.java";
    private static final String SERVICE_FILE = "META-INF/services/chunkedbuffer.spi.ChunkPoolProvider";

    /** What a user does who has plugged the pool in: nothing. */
    private static final String USER = """
            import chunkedbuffer.api.*;

            public class User {
                public static void main(String[] args) throws Exception {
                    try (Pipe pipe = Pipe.create()) {
                        pipe.write(new byte[100_000]);
                        pipe.flush();
                        System.out.println(ChunkPool.shared().stats().inUseBytes() >= 100_000);
                        System.out.println(pipe.readBytes(100_000).length);
                        pipe.write(new byte[1]);
                    }
                    System.out.println(ChunkPool.shared().stats().inUse());
                    System.out.println(ChunkPool.create(ChunkPoolOptions.defaults()).getClass().getName());
                }
            }
            """;

    private static final String USED = String.format("true%n100000%n0%ncom.example.HeapPool%n");

    @Test
    void thePoolIsFoundThroughItsLineInMetaInfServices() throws Exception {
        readme.compile(folder, POOL, PROVIDER);
        Path services = folder.resolve(SERVICE_FILE);
        assertTrue(Sources.read(Sources.projectFolder().resolve("README.md")).contains("`" + SERVICE_FILE + "`"));
        Files.createDirectories(services.getParent());
        Files.writeString(services, readme.textAfter(PROVIDER));
        Path user = Files.writeString(folder.resolve("User.java"), USER);

        Program.Outcome outcome =
                Program.run(folder, "--class-path", Program.path(folder, Program.PATH), user.toString());

        assertEquals(USED, outcome.output());
    }

    @Test
    void thePoolIsFoundThroughItsModuleDescriptor() throws Exception {
        readme.compileModule(folder, "module-info.java", POOL, PROVIDER);
        Path user = Files.writeString(folder.resolve("User.java"), USER);

        Program.Outcome outcome = Program.run(
                folder,
                "--module-path",
                Program.path(folder, Program.PATH),
                "--add-modules",
                "chunkedbuffer.api",
                user.toString());

        assertEquals(USED, outcome.output());
    }

    @Test
    void theTestWithMocksPasses() throws Exception {
        passes("GreeterTest");
    }

    @Test
    void theTestOverANetworkInMemoryPasses() throws Exception {
        passes("GreeterNetworkTest");
    }

    /** Runs its two tests. */
    private void passes(String name) throws Exception {
        readme.compile(folder, "Greeter.java", name + ".java");

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> type = loader.loadClass(name);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            int ran = 0;
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    ran++;
                }
            }
            assertEquals(2, ran);
        }
    }

    @Test
    void noBlockIsLeftOut() {
        assertEquals(
                Set.of(
                        "TenLines.java",
                        "Greeter.java",
                        "GreeterTest.java",
                        "GreeterNetworkTest.java",
                        POOL,
                        PROVIDER,
                        "module-info.java"),
                new TreeSet<>(readme.files()));
    }
}
