package chunkedbuffer.mocktests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class PriceClientTest {
    private static final SocketAddress SERVER = InetSocketAddress.createUnresolved("prices", 7);
    private static final byte[] REQUEST = "tea\n".getBytes(UTF_8);

    private final Transport transport = mock(Transport.class);
    private final Connection connection = mock(Connection.class);
    private final PipeReader input = mock(PipeReader.class);
    private final PipeWriter output = mock(PipeWriter.class);
    private final ConnectionOptions options = ConnectionOptions.defaults();
    private final PriceClient client = new PriceClient(transport, SERVER, options);

    @BeforeEach
    void connects() {
        when(transport.connect(SERVER, options)).thenReturn(CompletableFuture.completedFuture(connection));
        when(connection.input()).thenReturn(input);
        when(connection.output()).thenReturn(output);
        when(connection.isOpen()).thenReturn(true);
        when(output.flush()).thenReturn(true);
    }

    private CompletableFuture<Integer> price() {
        return client.price("tea").toCompletableFuture();
    }

    private static Throwable causeOf(CompletableFuture<?> failed) {
        return assertThrows(CompletionException.class, failed::join).getCause();
    }

    @Test
    void asksAndCloses() throws Exception {
        when(input.readLine(UTF_8)).thenReturn("250");
        assertEquals(250, price().join());
        InOrder order = inOrder(output, input, connection);
        order.verify(output).write(REQUEST);
        order.verify(output).flush();
        order.verify(input).readLine(UTF_8);
        order.verify(connection).close();
    }

    @Test
    void anAnswerInPiecesIsWaitedFor() throws Exception {
        AtomicLong arrived = new AtomicLong();
        CompletableFuture<Void> firstPiece = new CompletableFuture<>();
        CompletableFuture<Void> secondPiece = new CompletableFuture<>();
        when(input.readLine(UTF_8)).thenReturn(null, null, "250");
        when(input.length()).thenAnswer(call -> arrived.get());
        when(input.whenReadable(anyLong())).thenReturn(firstPiece).thenReturn(secondPiece);

        CompletableFuture<Integer> price = price();
        assertFalse(price.isDone());
        arrived.set(2); // "25"
        firstPiece.complete(null);
        assertFalse(price.isDone());
        verify(connection, never()).close();
        arrived.set(4); // "250\n"
        secondPiece.complete(null);
        assertEquals(250, price.join());
        verify(connection).close();
    }

    @Test
    void aServerThatCannotBeReachedIsToldOf() {
        ConnectException refused = new ConnectException("refused");
        when(transport.connect(any(), any())).thenReturn(CompletableFuture.failedFuture(refused));
        assertSame(refused, causeOf(price()));
    }

    @Test
    void aResetInTheMiddleIsToldOfAndTheConnectionClosed() throws Exception {
        CompletableFuture<Void> piece = new CompletableFuture<>();
        IOException reset = new IOException("the stream failed", new SocketException("Connection reset"));
        when(input.readLine(UTF_8)).thenReturn(null).thenThrow(reset);
        when(input.whenReadable(anyLong())).thenReturn(piece);

        CompletableFuture<Integer> price = price();
        assertFalse(price.isDone());
        piece.complete(null);
        assertSame(reset, causeOf(price));
        verify(connection).close();
    }

    @Test
    void anEndWithoutAnAnswerIsAFailure() {
        when(input.isExhausted()).thenReturn(true);
        assertInstanceOf(EOFException.class, causeOf(price()));
        verify(connection).close();
    }

    @Test
    void aServerThatTakesNothingIsWaitedForAndMayBeGivenUp() {
        CompletableFuture<Void> writable = new CompletableFuture<>();
        byte[] request = "x".repeat(1 << 20).concat("\n").getBytes(UTF_8);
        when(output.flush()).thenReturn(false);
        when(output.whenWritable()).thenReturn(writable);
        CompletableFuture<Integer> price = client.price("x".repeat(1 << 20)).toCompletableFuture();
        assertFalse(price.isDone());
        assertTrue(writable.getNumberOfDependents() > 0, "it waits to go on writing");
        verify(output, never()).write(request);
        writable.completeExceptionally(new IOException("closed"));
        assertInstanceOf(IOException.class, causeOf(price));
        verify(connection).close();
    }
}
