package chunkedbuffer.examples.server;

import java.io.IOException;

/** Runs a server as a program: until it gets SIGTERM or SIGINT. */
public final class ServerProgram {

    private ServerProgram() {}

    /** Starts a server. */
    @FunctionalInterface
    public interface Start {

        /**
         * Starts it.
         *
         * @param options where, and on what
         * @return what listens, and ends the server when it is closed
         * @throws IOException if the address cannot be had
         * @throws InterruptedException if the thread is interrupted
         */
        Running start(ServerOptions options) throws IOException, InterruptedException;
    }

    /** A server that listens. */
    public interface Running extends AutoCloseable {

        /**
         * What it listens with.
         *
         * @return the listener
         */
        Server server();

        @Override
        void close();
    }

    /**
     * Starts a server as the command line says, prints where it listens, and waits for its end. Exit code 2: the command line
     * cannot be understood; 1: the server cannot be started.
     *
     * @param name what it is called in what is printed
     * @param defaults what holds where the command line says nothing
     * @param start starts it
     * @param arguments the command line
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(String name, ServerOptions defaults, Start start, String... arguments)
            throws InterruptedException {
        ServerOptions options;
        try {
            options = defaults.with(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(name + ": " + e.getMessage());
            System.exit(2);
            return;
        }
        try (Running running = start.start(options)) {
            Server server = running.server();
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, name + " shutdown"));
            System.out.printf(
                    "%s listens on %s port %d, transport %s%n",
                    name,
                    server.address().getAddress().getHostAddress(),
                    server.address().getPort(),
                    server.transport());
            server.awaitClosed();
        } catch (IOException | RuntimeException e) {
            System.err.println(name + ": " + e.getMessage());
            System.exit(1);
        }
    }
}
