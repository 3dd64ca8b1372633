package chunkedbuffer.core;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.spi.PipeProvider;

/** Provides the pipe of this module under the name {@code default}. */
public final class DefaultPipeProvider implements PipeProvider {
    /** For the service loader. */
    public DefaultPipeProvider() {}

    @Override
    public String name() {
        return "default";
    }

    @Override
    public int priority() {
        return -100;
    }

    @Override
    public Pipe create(PipeOptions options) {
        DefaultPipe pipe = new DefaultPipe(options);
        return Checked.ON ? pipe.checked() : pipe;
    }
}
