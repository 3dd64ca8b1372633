package chunkedbuffer.benchmarks.wire.server;

import java.lang.reflect.Method;
import java.net.InetSocketAddress;

/**
 * A server of the project's examples, as a user starts it. Its arguments are the name of the main class and the transport's name;
 * the class comes by its name, as the examples export nothing.
 */
final class ExampleServer extends Server {
    private final String program;
    private final String transport;

    ExampleServer(String[] arguments) {
        program = arguments[0];
        transport = arguments[1];
    }

    @Override
    void listen(InetSocketAddress address) throws Exception {
        Method main = Class.forName(program).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        String[] options = {"--transport", transport, "--port", String.valueOf(address.getPort()), "--threads", "1"};
        new Thread(
                        () -> {
                            try {
                                main.invoke(null, (Object) options);
                            } catch (ReflectiveOperationException e) {
                                throw new IllegalStateException(program + " failed", e);
                            }
                        },
                        "main")
                .start();
    }
}
