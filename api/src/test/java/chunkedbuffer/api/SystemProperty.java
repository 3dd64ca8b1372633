package chunkedbuffer.api;

/** A system property with a value, until this is closed. */
final class SystemProperty implements AutoCloseable {
    private final String name;
    private final String before;

    SystemProperty(String name, String value) {
        this.name = name;
        before = System.getProperty(name);
        set(value);
    }

    void set(String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @Override
    public void close() {
        set(before);
    }
}
