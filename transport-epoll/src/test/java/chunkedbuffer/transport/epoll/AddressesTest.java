package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.tck.NothingLeaked;
import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever has been asked for is known, however many there are and wherever their hash puts them. */
@ExtendWith(NothingLeaked.class)
class AddressesTest {

    private static final int COUNT = 4000;

    @BeforeEach
    void loadTheNatives() {
        assertNull(NativeEpoll.unavailable());
    }

    @Test
    void addressesAreTheMemorys() {
        Addresses addresses = new Addresses();
        ByteBuffer[] chunks = chunks();
        for (int turn = 0; turn < 2; turn++) {
            for (ByteBuffer chunk : chunks) {
                assertEquals(Buffer.memoryAddress(chunk), addresses.of(chunk));
            }
        }
    }

    @Test
    void thousandsOfChunksAreAskedOnce() throws Exception {
        Addresses addresses = new Addresses();
        ByteBuffer[] chunks = chunks();
        long sum = sum(addresses, chunks);
        for (int warmUp = 0; warmUp < 20; warmUp++) {
            assertEquals(sum, sum(addresses, chunks));
        }
        long before = AllocationTest.allocatedBy(Thread.currentThread());
        for (int turn = 0; turn < 20; turn++) {
            sum += sum(addresses, chunks);
        }
        long allocated = AllocationTest.allocatedBy(Thread.currentThread()) - before;
        assertTrue(allocated < COUNT, allocated + " bytes for 20 × " + COUNT + " questions, sum " + sum);
    }

    private static long sum(Addresses addresses, ByteBuffer[] chunks) {
        long sum = 0;
        for (ByteBuffer chunk : chunks) {
            sum += addresses.of(chunk);
        }
        return sum;
    }

    private static ByteBuffer[] chunks() {
        ByteBuffer[] chunks = new ByteBuffer[COUNT];
        for (int i = 0; i < COUNT; i++) {
            chunks[i] = ByteBuffer.allocateDirect(1);
        }
        return chunks;
    }
}
