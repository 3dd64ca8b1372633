package chunkedbuffer.transport.nio;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A selector without channels that counts how often it is woken, and says when somebody goes to sleep in it. */
final class CountingSelector extends Selector {

    final AtomicInteger wakeUps = new AtomicInteger();

    /** A permit each time that a thread is about to sleep. */
    final Semaphore sleeps = new Semaphore(0);

    private final Selector selector;

    CountingSelector() throws IOException {
        selector = Selector.open();
    }

    @Override
    public boolean isOpen() {
        return selector.isOpen();
    }

    @Override
    public SelectorProvider provider() {
        return selector.provider();
    }

    @Override
    public Set<SelectionKey> keys() {
        return selector.keys();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selector.selectedKeys();
    }

    @Override
    public int selectNow() throws IOException {
        return selector.selectNow();
    }

    @Override
    public int select(long timeout) throws IOException {
        sleeps.release();
        return selector.select(timeout);
    }

    @Override
    public int select() throws IOException {
        return select(0);
    }

    @Override
    public Selector wakeup() {
        wakeUps.incrementAndGet();
        selector.wakeup();
        return this;
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
