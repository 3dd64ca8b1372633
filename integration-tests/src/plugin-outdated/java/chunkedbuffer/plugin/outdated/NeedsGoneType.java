package chunkedbuffer.plugin.outdated;

import chunkedbuffer.spi.ChunkPoolProvider;
import chunkedbuffer.spi.Tunable;

/** Is of a type that is no longer there. */
public final class NeedsGoneType implements ChunkPoolProvider, Tunable {
    /** For the service loader. */
    public NeedsGoneType() {}

    @Override
    public String name() {
        return "needs-gone-type";
    }
}
