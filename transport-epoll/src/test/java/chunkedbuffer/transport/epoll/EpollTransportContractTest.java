package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.TransportContract;

class EpollTransportContractTest extends TransportContract {

    @Override
    protected Transport open(TransportOptions options) {
        return new EpollTransportProvider().create(options);
    }
}
