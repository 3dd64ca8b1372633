package chunkedbuffer.core;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.PipeContract;

/** The default pipe keeps every promise of a pipe. */
class DefaultPipeContractTest extends PipeContract {
    @Override
    protected Pipe create(PipeOptions options) {
        return Pipe.create(options.toBuilder().provider("default").build());
    }
}
