package chunkedbuffer.consumer;

import chunkedbuffer.api.Pipe;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;

/** Tries to get into the package of the pipe that it was given. */
final class ReflectionScenario {
    private ReflectionScenario() {}

    static void run() {
        try (Pipe pipe = Pipe.create()) {
            Class<?> type = pipe.getClass();
            System.out.println("package " + type.getPackageName());
            System.out.println("exported " + type.getModule().isExported(type.getPackageName()));
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            try {
                constructor.setAccessible(true);
                System.out.println("opened");
            } catch (InaccessibleObjectException expected) {
                System.out.println("closed");
            }
        }
    }
}
