package chunkedbuffer.consumer;

import chunkedbuffer.api.Pipe;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;

/** Tries to get into the package of the pipe that it was given. */
final class ReflectionScenario {
    private ReflectionScenario() {}

    static void run() {
        Class<?> type;
        try (Pipe pipe = Pipe.create()) {
            type = pipe.getClass();
        }
        System.out.println("package " + type.getPackageName());
        System.out.println("exported " + type.getModule().isExported(type.getPackageName()));
        attempt("a constructor", () -> {
            type.getDeclaredConstructors()[0].setAccessible(true);
            return type;
        });
        attempt(
                "a public class by its name",
                () -> Class.forName("chunkedbuffer.core.SlabPoolProvider")
                        .getConstructor()
                        .newInstance());
        attempt("a look-up of the class's own", () -> MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
    }

    private static void attempt(String what, Callable<Object> way) {
        try {
            Object got = way.call();
            System.out.println(what + ": " + (got == null ? "nothing" : "opened"));
        } catch (Exception refusal) {
            System.out.println(what + ": " + refusal.getClass().getSimpleName());
        }
    }
}
