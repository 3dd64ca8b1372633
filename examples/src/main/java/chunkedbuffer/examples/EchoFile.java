package chunkedbuffer.examples;

import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.Transport;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * Streams a file through an echo server, over TCP and over a Unix-domain socket, and verifies what comes back.
 *
 * <p>Usage: {@code EchoFile [file]}; without one it takes the largest file that the JDK has in its {@code lib}. Exit code 0: all
 * came back right; 1: it did not; 2: the file cannot be read.
 */
public final class EchoFile {

    private final Path file;
    private final ConnectionHandler server;
    private final PrintStream out;
    private final boolean terminal;

    EchoFile(Path file, ConnectionHandler server, PrintStream out, boolean terminal) {
        this.file = file;
        this.server = server;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs the program.
     *
     * @param args the file to stream, or nothing
     * @throws Exception if a connection fails
     */
    public static void main(String[] args) throws Exception {
        Path file = args.length == 0 || args[0].isBlank() ? largeFileOfTheJdk() : Path.of(args[0]);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            System.err.println(
                    "EchoFile: " + file.toAbsolutePath() + " is not a file that can be read. Give the path of one.");
            System.exit(2);
        }
        System.exit(new EchoFile(file, Echo::serve, System.out, isTerminal()).run() ? 0 : 1);
    }

    /**
     * Streams the file both ways.
     *
     * @return whether what came back is what was sent, both times
     */
    boolean run() throws IOException, InterruptedException {
        String expected = Sha256.of(file);
        out.printf(Locale.ROOT, "%s: %.1f MiB, SHA-256 %s%n", file, Report.mebibytes(Files.size(file)), expected);
        Path folder = Files.createTempDirectory("echo");
        Path socket = folder.resolve("socket");
        try (Transport transport = Transport.open()) {
            boolean tcp = run("tcp", transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), expected);
            boolean unix = run("unix", transport, UnixDomainSocketAddress.of(socket), expected);
            return tcp && unix;
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    private boolean run(String task, Transport transport, SocketAddress address, String expected)
            throws IOException, InterruptedException {
        RoundTrip.Result result;
        try (Progress progress = Progress.on(out, terminal, task, Files.size(file))) {
            result = RoundTrip.of(file, transport, address, server, progress);
        }
        boolean same = expected.equals(result.sha256());
        out.print(Report.of(task, result, same));
        return same;
    }

    private static Path largeFileOfTheJdk() throws IOException {
        Path lib = Path.of(System.getProperty("java.home"), "lib");
        Path modules = lib.resolve("modules");
        if (Files.isRegularFile(modules)) {
            return modules;
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(path -> path.toFile().length()))
                    .orElseThrow(() -> new NoSuchElementException(lib + " holds no file: give the path of one"));
        }
    }

    /** From JDK 22 on there is a console without a terminal too, and a method that tells the difference. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }
}
