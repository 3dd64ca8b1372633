package chunkedbuffer.core;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.TransportContract;
import chunkedbuffer.tck.memory.MemoryNetwork;
import java.time.Duration;

/** The same contract where everything takes its time, and bytes arrive in pieces of any size. */
class MemoryTransportWeatherContractTest extends TransportContract {
    private final MemoryNetwork network = MemoryNetwork.builder()
            .latency(Duration.ZERO, Duration.ofNanos(100_000))
            .pieceSize(1, 30_000)
            .seed(Long.getLong("chunkedbuffer.seed", System.nanoTime()))
            .build();

    MemoryTransportWeatherContractTest() {
        System.out.println(network);
    }

    @Override
    protected Transport open(TransportOptions options) {
        return network.open(options);
    }

    @Override
    protected Transport openPeers() {
        return network.open();
    }
}
