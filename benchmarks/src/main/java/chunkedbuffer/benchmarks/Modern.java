package chunkedbuffer.benchmarks;

import java.lang.reflect.Constructor;

/**
 * Classes that need a newer Java than this module is compiled for, by their names. They stand in {@code src/main/java25} and are
 * there where a JDK 25 compiled them and runs now.
 */
public final class Modern {
    private Modern() {}

    /**
     * Whether a class is there and can be loaded.
     *
     * @param name its binary name
     * @return false on an older Java
     */
    public static boolean has(String name) {
        try {
            Class.forName(name, false, Modern.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | UnsupportedClassVersionError e) {
            return false;
        }
    }

    /**
     * A new object.
     *
     * @param <T> what it is
     * @param type what it is
     * @param name the binary name of its class, which has a constructor without parameters
     * @return the object
     */
    public static <T> T open(Class<T> type, String name) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name + " needs a newer Java, ask has() first", e);
        }
    }
}
