package chunkedbuffer.consumer;

import java.nio.file.Path;
import java.util.Arrays;

/** Runs one scenario and prints what came of it; ends with 0 where it went well. */
public final class Main {
    private Main() {}

    /**
     * @param args the scenario, and what it needs
     */
    public static void main(String[] args) throws Exception {
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        switch (args[0]) {
            case "pipe" -> PipeScenario.run();
            case "tcp" -> EchoScenario.tcp();
            case "unix" -> EchoScenario.unix();
            case "sockets" -> {
                EchoScenario.tcp();
                EchoScenario.unix();
            }
            case "default-transport" -> EchoScenario.defaultTransport();
            case "virtual-threads" -> VirtualThreadScenario.run();
            case "look-up" -> LookUpScenario.run(rest);
            case "plug-in-loader" -> PluginLoaderScenario.run(Path.of(args[1]));
            case "isolated" -> IsolatedScenario.run(args[1], Arrays.copyOfRange(args, 2, args.length));
            case "foreign-plug-in" -> PluginLoaderScenario.foreign(args[1]);
            case "reflection" -> ReflectionScenario.run();
            default -> throw new IllegalArgumentException("no scenario: " + args[0]);
        }
        System.out.println("Java " + Runtime.version().feature());
        System.out.println("module " + Main.class.getModule().getName());
        System.out.println("done " + args[0]);
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
