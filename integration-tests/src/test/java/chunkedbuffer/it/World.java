package chunkedbuffer.it;

/** From where a program gets its classes. */
enum World {
    MODULE_PATH("module path"),
    CLASS_PATH("class path"),
    IMAGE("jlink image");

    private final String text;

    World(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
