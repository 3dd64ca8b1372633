package chunkedbuffer.plugin.outdated;

import chunkedbuffer.spi.ChunkPoolProvider;

/** Leaves the name to a default that is no longer there. */
public final class LacksName implements ChunkPoolProvider {
    /** For the service loader. */
    public LacksName() {}
}
