package chunkedbuffer.consumer;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.Transport;

/** Creates things, each by the name given or by the default, and prints what they are or why there are none. */
final class LookUpScenario {
    private LookUpScenario() {}

    /**
     * @param args kinds, or kinds with a name: {@code pool}, {@code pool=slab}
     */
    static void run(String[] args) {
        for (String arg : args) {
            String[] kindAndName = arg.split("=", 2);
            try (AutoCloseable made = make(kindAndName[0], kindAndName.length > 1 ? kindAndName[1] : null)) {
                String what = made instanceof Transport transport
                        ? transport.name()
                        : made.getClass().getName();
                System.out.println(arg + " is " + what);
            } catch (Exception failure) {
                System.out.println(arg + " failed: " + failure.getMessage());
            }
        }
    }

    private static AutoCloseable make(String kind, String name) {
        return switch (kind) {
            case "pipe" ->
                name == null
                        ? Pipe.create()
                        : Pipe.create(PipeOptions.builder().provider(name).build());
            case "pool" ->
                name == null
                        ? ChunkPool.create(ChunkPoolOptions.defaults())
                        : ChunkPool.create(name, ChunkPoolOptions.defaults());
            case "transport" -> name == null ? Transport.open() : Transport.open(name);
            default -> throw new IllegalArgumentException("no kind: " + kind);
        };
    }
}
