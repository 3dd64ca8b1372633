package chunkedbuffer.mocktests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.Transport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final byte[] DATA = {1, 2, 3};

    private final ChunkPool pool = mock(ChunkPool.class);
    private final Staging staging = new Staging(pool);

    /** A mock with real memory and a real count of references, which is what a chunk is. */
    private static Chunk chunk(int capacity) {
        return mock(
                Chunk.class,
                withSettings().useConstructor(ByteBuffer.allocate(capacity)).defaultAnswer(CALLS_REAL_METHODS));
    }

    @Test
    void theDataLiesInTheChunkUntilItIsClosed() {
        Chunk chunk = chunk(8);
        when(pool.acquire(3)).thenReturn(chunk);
        Bytes staged = staging.stage(DATA).orElseThrow();
        assertArrayEquals(DATA, staged.toByteArray());
        assertEquals(1, chunk.references());
        staged.close();
        assertEquals(0, chunk.references());
    }

    @Test
    void aPoolAtItsBoundIsTrimmedAndTheDataNotTaken() {
        when(pool.acquire(3)).thenThrow(new PoolExhaustedException("at the bound"));
        assertEquals(Optional.empty(), staging.stage(DATA));
        verify(pool).trim();
    }

    @Test
    void aChunkThatDoesNotFitGoesHome() {
        Chunk tooSmall = chunk(2);
        when(pool.acquire(3)).thenReturn(tooSmall);
        assertThrows(BufferOverflowException.class, () -> staging.stage(DATA));
        assertEquals(0, tooSmall.references());
    }

    @Test
    void theOptionsOfAConnectionCarryThePool() {
        Transport transport = mock(Transport.class);
        SocketAddress server = InetSocketAddress.createUnresolved("prices", 7);
        when(transport.connect(any(), any())).thenReturn(new CompletableFuture<>());
        ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
        new PriceClient(transport, server, options).price("tea");
        verify(transport).connect(eq(server), argThat(given -> given.pool() == pool));
    }
}
