package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeaked.class)
class EpollTransportProviderTest {

    private final EpollTransportProvider provider = new EpollTransportProvider();

    @Test
    void isFoundByName() {
        try (Transport transport = Transport.open("epoll")) {
            assertInstanceOf(EpollTransport.class, transport);
            assertEquals("epoll", transport.name());
        }
    }

    @Test
    void isFoundWithoutOne() {
        try (Transport transport = Transport.open()) {
            assertEquals("epoll", transport.name());
        }
    }

    @Test
    void anythingPluggedInWins() {
        assertEquals("epoll", provider.name());
        assertTrue(provider.priority() < 0);
        assertTrue(provider.isAvailable());
    }

    @Test
    void itsOwnThreadsAreDaemonsWithTellingNames() {
        Transport transport = provider.create(TransportOptions.defaults());
        long loops = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chunkedbuffer-epoll-") && thread.isDaemon())
                .count();
        assertEquals(Runtime.getRuntime().availableProcessors(), loops);
        transport.close();
    }

    @Test
    void aFactoryThatMakesNoThreadFailsTheTransportAndLeavesNothing() {
        AtomicInteger asked = new AtomicInteger();
        TransportOptions options = TransportOptions.builder()
                .threads(3)
                .threadFactory(loop -> asked.incrementAndGet() < 3 ? new Thread(loop) : null)
                .build();
        assertThrows(IllegalStateException.class, () -> provider.create(options));
    }

    @Test
    void aFactoryThatThrowsDoesToo() {
        RuntimeException wrong = new RuntimeException("wrong");
        AtomicInteger asked = new AtomicInteger();
        TransportOptions options = TransportOptions.builder()
                .threads(2)
                .threadFactory(loop -> {
                    if (asked.incrementAndGet() == 2) {
                        throw wrong;
                    }
                    return new Thread(loop);
                })
                .build();
        assertSame(wrong, assertThrows(RuntimeException.class, () -> provider.create(options)));
        assertNull(wrong.getCause());
    }
}
