package chunkedbuffer.benchmarks.wire.station;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.util.Arrays;

/**
 * The main class of every process that is measured or makes load: does what a line of standard input says, answers with a line,
 * and ends with its input, so that no process outlives the one that started it.
 */
public final class Station {
    /** Before an answer. */
    public static final String DONE = "= ";

    /** Before the reason why there is none. */
    public static final String FAILED = "! ";

    private Station() {}

    /**
     * Runs a {@link Task}.
     *
     * @param arguments the name of its class, and what its constructor gets
     * @throws Exception if it cannot be made
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // what libraries print is no answer
        Task task = make(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                answers.println(answer(task, line.split(" ", -1)));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static Task make(String name, String[] arguments) throws ReflectiveOperationException {
        Class<? extends Task> type = Class.forName(name).asSubclass(Task.class);
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return type.cast(
                constructor.getParameterCount() == 0
                        ? constructor.newInstance()
                        : constructor.newInstance((Object) arguments));
    }

    private static String answer(Task task, String[] command) {
        try {
            return DONE
                    + switch (command[0]) {
                        case "memory" -> Memory.used();
                        case "allocated" -> String.valueOf(Memory.allocated());
                        default -> task.run(command);
                    };
        } catch (Throwable e) { // whatever it was, the other side waits for an answer
            e.printStackTrace();
            return FAILED + e.toString().replace('\n', ' ');
        }
    }
}
