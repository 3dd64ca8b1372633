package chunkedbuffer.core;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.PipeContract;

/** Under {@code -Dchunkedbuffer.checks=true} a pipe keeps the same promises. */
class CheckedPipeContractTest extends PipeContract {
    @Override
    protected Pipe create(PipeOptions options) {
        return new DefaultPipe(options).checked();
    }
}
