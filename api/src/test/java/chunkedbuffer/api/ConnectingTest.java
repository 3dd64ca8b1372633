package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectingTest {

    private static final SocketAddress REMOTE = InetSocketAddress.createUnresolved("peer", 7);

    private final Transport transport = mock(Transport.class);
    private final Connection connection = mock(Connection.class);
    private final CompletableFuture<Connection> connecting = new CompletableFuture<>();
    private CompletableFuture<ChunkedStream> stream;

    @BeforeEach
    void connect() {
        when(transport.connect(REMOTE, ConnectionOptions.defaults())).thenReturn(connecting);
        stream = ChunkedStream.connect(transport, REMOTE, ConnectionOptions.defaults())
                .toCompletableFuture();
    }

    @Test
    void theStreamIsOverTheConnection() throws Exception {
        assertFalse(stream.isDone());
        connecting.complete(connection);
        assertSame(connection, stream.get(20, TimeUnit.SECONDS).connection());
    }

    @Test
    void aFailureIsTheTransports() {
        ConnectException refused = new ConnectException("refused");
        connecting.completeExceptionally(refused);
        assertSame(
                refused,
                assertThrows(ExecutionException.class, () -> stream.get(20, TimeUnit.SECONDS))
                        .getCause());
    }

    @Test
    void aTransportThatGivesNoConnectionFailsTheStream() {
        connecting.complete(null);
        assertInstanceOf(
                NullPointerException.class,
                assertThrows(ExecutionException.class, () -> stream.get(20, TimeUnit.SECONDS))
                        .getCause());
    }

    @Test
    void cancellingGivesTheAttemptUp() {
        assertTrue(stream.cancel(true));
        assertTrue(connecting.isCancelled());
        verify(connection, never()).abort();
    }

    @Test
    void aConnectionThatComesTooLateIsNotLeaked() {
        CompletableFuture<Connection> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        when(transport.connect(REMOTE, ConnectionOptions.defaults())).thenReturn(stubborn);
        ChunkedStream.connect(transport, REMOTE, ConnectionOptions.defaults())
                .toCompletableFuture()
                .cancel(true);
        stubborn.complete(connection);
        verify(connection).abort();
    }

    @Test
    void withoutATransportThereIsNothingToConnectThrough() {
        Throwable missing = assertThrows(IllegalStateException.class, () -> ChunkedStream.connect(REMOTE));
        assertInstanceOf(ProviderNotFoundException.class, missing);
        assertThrows(ProviderNotFoundException.class, () -> ChunkedStream.connect(REMOTE), "it is looked for again");
    }
}
