package chunkedbuffer.transport.nio;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.TransportContract;

class NioTransportContractTest extends TransportContract {

    @Override
    protected Transport open(TransportOptions options) {
        return new NioTransportProvider().create(options);
    }
}
