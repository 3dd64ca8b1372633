package chunkedbuffer.plugin.outdated;

import chunkedbuffer.spi.ChunkPoolProvider;

/** Leaves the creation to a default that is no longer there. */
public final class LacksCreate implements ChunkPoolProvider {
    /** For the service loader. */
    public LacksCreate() {}

    @Override
    public String name() {
        return "lacks-create";
    }
}
