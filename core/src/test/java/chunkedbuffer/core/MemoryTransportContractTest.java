package chunkedbuffer.core;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.TransportContract;
import chunkedbuffer.tck.memory.MemoryNetwork;

/** The transport in memory over these pipes: all of the contract but the tests with the tag {@code sockets}. */
class MemoryTransportContractTest extends TransportContract {
    private final MemoryNetwork network = MemoryNetwork.builder().build();

    @Override
    protected Transport open(TransportOptions options) {
        return network.open(options);
    }

    @Override
    protected Transport openPeers() {
        return network.open();
    }
}
