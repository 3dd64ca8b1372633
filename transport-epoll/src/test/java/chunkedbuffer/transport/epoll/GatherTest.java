package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.NothingLeaked;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One system call for the chunks of a run, from where they are. */
@ExtendWith(NothingLeaked.class)
class GatherTest {

    private Gather gather;
    private NativeSocket socket;
    private NativeSocket peer;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        assertNull(NativeEpoll.unavailable()); // loads the natives
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        gather = new Gather();
        NativeSocket server = NativeSocket.server(SocketKind.UNIX, ConnectionOptions.defaults());
        server.listen(address, 1);
        socket = NativeSocket.client(SocketKind.UNIX, ConnectionOptions.defaults());
        assertTrue(socket.connect(address));
        peer = server.accept(new byte[NativeSocket.ACCEPTED_ADDRESS_SIZE]);
        server.close(false);
    }

    @AfterEach
    void close() {
        socket.close(false);
        socket.close(false);
        peer.close(false);
    }

    private static Bytes part(byte[] bytes, boolean direct) {
        ByteBuffer memory = direct ? ByteBuffer.allocateDirect(bytes.length) : ByteBuffer.allocate(bytes.length);
        try (Pipe pipe = Pipe.create(PipeOptions.builder().inputCutoffSize(1).build())) { // never a copy
            pipe.append(memory.put(bytes).flip());
            pipe.flush();
            return pipe.take(bytes.length);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private byte[] received(int count) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(count);
        receive(buffer);
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    /** All of it is there: it was sent through a Unix-domain socket of this process. */
    private void receive(ByteBuffer buffer) throws Exception {
        for (int at = 0; at < buffer.capacity(); ) {
            int some = peer.read(buffer, at, buffer.capacity());
            assertTrue(some > 0);
            at += some;
        }
    }

    @Test
    void partsOfDirectMemoryGoInOneCall() throws Exception {
        Bytes[] parts = new Bytes[10];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(bytes(4096 + i, i), true);
        }
        Bytes all = Bytes.concat(parts).slice(7, 40_000); // the first and the last one in part
        assertEquals(39_993, gather.write(socket, all));
        assertEquals(39_993, gather.attempted());
        assertArrayEquals(all.toByteArray(), received(39_993));
    }

    @Test
    void moreThanOneCallTakesAreLeftForTheNext() throws Exception {
        Bytes[] parts = new Bytes[100];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(bytes(10, i), true);
        }
        Bytes all = Bytes.concat(parts);
        assertEquals(640, gather.write(socket, all));
        assertEquals(640, gather.attempted(), "it is not the socket that is full");
        assertEquals(360, gather.write(socket, all.slice(640, 1000)));
        assertArrayEquals(all.toByteArray(), received(1000));
    }

    @Test
    void memoryOnTheHeapIsCopied() throws Exception {
        Bytes all = Bytes.concat(
                part(bytes(5000, 1), true),
                part(bytes(6000, 2), false),
                Bytes.wrap(bytes(50_000, 3)),
                Bytes.wrap(bytes(50_000, 4)),
                part(bytes(7000, 5), true));
        byte[] expected = all.toByteArray();
        int[] turns = {5000, 64 * 1024, 106_000 - 64 * 1024, 7000};
        int at = 0;
        for (int turn : turns) {
            assertEquals(turn, gather.write(socket, all.slice(at, all.length())));
            assertEquals(turn, gather.attempted());
            assertArrayEquals(java.util.Arrays.copyOfRange(expected, at, at + turn), received(turn));
            at += turn;
        }
        assertEquals(all.length(), at);
    }

    @Test
    void aFullSocketTakesLessThanIsOffered() throws Exception {
        Bytes large = part(new byte[8 * 1024 * 1024], true);
        long taken = gather.write(socket, large);
        assertTrue(taken > 0 && taken < gather.attempted(), taken + " of " + gather.attempted());
        assertEquals(0, gather.write(socket, large));
        Bytes several = Bytes.concat(large, large);
        assertEquals(0, gather.write(socket, several));
        assertEquals(2 * large.length(), gather.attempted());
    }

    @Test
    void gatheringAllocatesNothing() throws Exception {
        Bytes[] parts = new Bytes[10];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(bytes(1000, i), true);
        }
        Bytes several = Bytes.concat(parts);
        ByteBuffer received = ByteBuffer.allocateDirect((int) several.length());
        int writes = 2000;
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < 100 && least >= writes; batch++) { // until the compiler has had its turn
            long before = AllocationTest.allocatedBy(Thread.currentThread());
            for (int i = 0; i < writes; i++) {
                gather.write(socket, several);
                receive(received);
            }
            least = Math.min(least, AllocationTest.allocatedBy(Thread.currentThread()) - before);
        }
        assertTrue(least < writes, least + " bytes in " + writes + " writes");
    }
}
