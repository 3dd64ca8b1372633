package chunkedbuffer.consumer;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.Transport;

/** Creates one thing, by the name given or by the default, and prints what it is or why there is none. */
final class LookUpScenario {
    private LookUpScenario() {}

    static void run(String[] args) {
        String name = args.length > 1 ? args[1] : null;
        try (AutoCloseable made = make(args[0], name)) {
            System.out.println("made " + made.getClass().getName());
            if (made instanceof Transport transport) {
                System.out.println("transport " + transport.name());
            }
        } catch (Exception failure) {
            System.out.println("failed " + failure.getMessage());
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
