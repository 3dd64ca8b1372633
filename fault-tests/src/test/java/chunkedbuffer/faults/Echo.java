package chunkedbuffer.faults;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;

/** A server that sends everything back, and ends when its peer does. */
final class Echo {

    private Echo() {}

    static void serve(Connection connection) {
        connection.input().onReadable(() -> some(connection));
    }

    private static void some(Connection connection) {
        try {
            connection.input().transferTo(connection.output(), -1);
            if (connection.input().isExhausted()) {
                connection.close();
            }
        } catch (IOException | ReaderClosedException e) {
            connection.abort();
        }
    }
}
