package chunkedbuffer.core;

import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.tck.ConnectionPair;
import chunkedbuffer.tck.StreamContract;

class StreamOverPipesTest extends StreamContract {
    @Override
    protected ConnectionPair connect(ConnectionOptions options) {
        return PipedConnection.pair(options);
    }
}
