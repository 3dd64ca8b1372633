package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.TransportProvider;

/** A program for a process of its own, whose path lacks something; see {@link UnavailableTest}. */
final class Availability {

    private Availability() {}

    public static void main(String[] args) {
        TransportProvider provider = new EpollTransportProvider();
        System.out.println("available " + provider.isAvailable());
        for (int i = 0; i < 2; i++) {
            try (Transport transport = Transport.open()) {
                System.out.println("default " + transport.name());
            }
        }
        try (Transport transport = Transport.open("epoll")) {
            System.out.println("by name " + transport.name());
        } catch (RuntimeException e) {
            System.out.println("by name " + e.getMessage());
        }
        try (Transport transport = provider.create(TransportOptions.defaults())) {
            System.out.println("made " + transport.name());
        } catch (RuntimeException e) {
            System.out.println("made " + e);
        }
    }
}
