package chunkedbuffer.examples.server;

import org.jspecify.annotations.Nullable;

/**
 * Where a server listens and what it runs on.
 *
 * @param transport the name of the transport, such as {@code nio} or {@code epoll}; {@code null}: the best one that works here
 * @param host the address to listen on
 * @param port its port; 0: one that is free
 * @param threads how many event loops; 0: as many as there are processors
 */
public record ServerOptions(@Nullable String transport, String host, int port, int threads) {

    private static final int MAX_PORT = 65_535;

    /**
     * The loopback address, any transport, a loop for each processor.
     *
     * @param port the port; 0: one that is free
     * @return the options
     */
    public static ServerOptions onLoopback(int port) {
        return new ServerOptions(null, "127.0.0.1", port, 0);
    }

    /**
     * The same with another transport.
     *
     * @param name its name, or {@code null}
     * @return the options
     */
    public ServerOptions withTransport(@Nullable String name) {
        return new ServerOptions(name, host, port, threads);
    }

    /**
     * The same with another number of event loops.
     *
     * @param count how many; 0: as many as there are processors
     * @return the options
     */
    public ServerOptions withThreads(int count) {
        return new ServerOptions(transport, host, port, count);
    }

    /**
     * These options, but for what a command line says: {@code --transport nio|epoll}, {@code --host ADDRESS}, {@code --port
     * NUMBER}, {@code --threads NUMBER}. A blank value says nothing.
     *
     * @param arguments the command line
     * @return the options
     * @throws IllegalArgumentException if it cannot be understood; the message says why
     */
    public ServerOptions with(String... arguments) {
        ServerOptions options = this;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks its value");
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private ServerOptions with(String option, String value) {
        return switch (option) {
            case "--transport" -> value.isBlank() ? this : withTransport(value);
            case "--host" -> value.isBlank() ? this : new ServerOptions(transport, value, port, threads);
            case "--port" ->
                value.isBlank() ? this : new ServerOptions(transport, host, number(option, value, MAX_PORT), threads);
            case "--threads" -> value.isBlank() ? this : withThreads(number(option, value, 1024));
            default ->
                throw new IllegalArgumentException("No option " + option
                        + ": there are --transport nio|epoll, --host ADDRESS, --port NUMBER and --threads NUMBER");
        };
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // as one out of range
        }
        throw new IllegalArgumentException(option + " " + value + ": it takes a number from 0 to " + most);
    }
}
