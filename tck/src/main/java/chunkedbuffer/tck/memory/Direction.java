package chunkedbuffer.tck.memory;

import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BoundedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: cuts what is flushed at one end into pieces, and puts each into the pipe of the other end when
 * its time has come. Belongs to the wire.
 *
 * <pre>{@code
 * source ── pump: readBytes ──▶ under way ── its time ──▶ arrived ── deliver: copy, flush ──▶ target
 *                               └──────── at most the window of the receiver ────────┘
 * }</pre>
 *
 * <p>A piece is an array of its own, like the memory of a kernel: the sender's chunks go home when they are taken, and the
 * receiver's come from its own pool.
 */
final class Direction {

    /** A pool without memory is asked again after so long. */
    private static final long MEMORY_BACK_OFF = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long NOT_CLOSING = -1;

    private final MemoryConnection from;
    private final MemoryConnection to;
    private final Weather weather;
    private final Wire wire;
    private final PipeReader source;
    private final PipeWriter target;
    private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();

    private long taken;
    private long takeStillAtClose = NOT_CLOSING;
    private long inWindow;
    private long lastArrival;
    private boolean stopped;
    private boolean endArrived;
    private @Nullable Runnable resetArrived;
    private boolean delivering;
    private boolean waiting;
    private boolean discarding;

    Direction(MemoryConnection from, MemoryConnection to, Weather weather) {
        this.from = from;
        this.to = to;
        this.weather = weather;
        wire = from.wire();
        source = from.sent();
        target = to.received();
        lastArrival = wire.time();
    }

    /** How many bytes have gone. */
    long taken() {
        return taken;
    }

    // ---- at the sender's

    /** Takes what is there, as much as the window allows. */
    void pump() {
        try {
            while (!stopped) {
                long size = Math.min(source.length(), to.window() - inWindow);
                size = Math.min(size, weather.bytesLeft(taken));
                if (takeStillAtClose != NOT_CLOSING) {
                    size = Math.min(size, takeStillAtClose);
                }
                if (size <= 0) {
                    break;
                }
                take((int) Math.min(size, weather.pieceSize()));
            }
            if (!stopped && !weather.stalls(taken)) {
                endIfAllIsTaken();
            }
        } catch (IOException | RuntimeException e) {
            from.drop(e);
        }
    }

    private void take(int size) throws IOException {
        byte[] piece = source.readBytes(size);
        if (piece == null) {
            throw new IllegalStateException("a pipe with " + source.length() + " bytes gives no " + size);
        }
        taken += size;
        inWindow += size;
        if (takeStillAtClose != NOT_CLOSING) {
            takeStillAtClose -= size;
        }
        send(() -> arrive(ByteBuffer.wrap(piece)));
        if (weather.resets(taken)) {
            stopped = true;
            sendReset(() -> {
                to.reset();
                from.reset();
            });
        }
    }

    private void endIfAllIsTaken() {
        boolean exhausted = source.isExhausted();
        if (!exhausted && takeStillAtClose != 0) {
            return;
        }
        Throwable failure = exhausted ? source.failure() : null;
        if (failure != null) {
            from.drop(failure);
            return;
        }
        stopped = true;
        if (takeStillAtClose == 0) {
            source.close(); // the writer's next flush tells that the connection is closed
        }
        send(this::arriveEnd);
        from.outputEnded();
    }

    /** Sends what is flushed by now, and then the end. */
    void close() {
        if (!stopped) {
            takeStillAtClose = source.length();
            pump();
        }
    }

    /** The sender has ended: nothing more goes, but perhaps a reset. */
    void stop(boolean reset) {
        boolean endIsSent = stopped;
        stopped = true;
        if (reset || !endIsSent) {
            sendReset(to::reset);
        }
    }

    private void sendReset(Runnable effect) {
        send(() -> arriveReset(effect));
    }

    /** Things arrive in the order in which they were sent, whatever the latency of each. */
    private void send(Runnable arrival) {
        lastArrival = wire.scheduleInOrder(weather.latency(), lastArrival, arrival);
    }

    // ---- at the receiver's

    private void arrive(ByteBuffer piece) {
        if (to.hasEnded()) {
            inWindow -= piece.remaining();
            if (!from.hasEnded()) {
                send(from::reset); // nobody is there any more
            }
            return;
        }
        arrived.add(piece);
        deliverSoon();
    }

    private void arriveEnd() {
        endArrived = true;
        deliverSoon();
    }

    /** What has arrived before is delivered before, unless the receiver does not take it now. */
    private void arriveReset(Runnable effect) {
        resetArrived = effect;
        deliverSoon();
    }

    /** One piece a time: what its flush has woken runs before the next one comes. */
    private void deliverSoon() {
        if (!delivering) {
            delivering = true;
            wire.execute(this::deliver);
        }
    }

    private void deliver() {
        delivering = false;
        if (!waiting && !to.hasEnded() && !arrived.isEmpty()) {
            deliverPiece(arrived.element());
        }
        if (arrived.isEmpty() || waiting || to.hasEnded()) {
            finish();
        } else {
            deliverSoon();
        }
        pump();
    }

    private void deliverPiece(ByteBuffer piece) {
        int before = piece.remaining();
        if (discarding) {
            piece.position(piece.limit());
        } else {
            put(piece);
        }
        inWindow -= before - piece.remaining();
        if (!piece.hasRemaining()) {
            arrived.poll(); // unless its end has emptied the row meanwhile
        }
    }

    private void finish() {
        Runnable reset = resetArrived;
        resetArrived = null;
        if (reset != null) {
            reset.run();
        } else if (endArrived && arrived.isEmpty() && !to.hasEnded()) {
            endArrived = false;
            target.eof();
            to.inputEnded();
        }
    }

    private void put(ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                ByteBuffer memory = target.tryGetBuffer(1);
                if (memory == null) {
                    target.flush();
                    waiting = true;
                    if (target instanceof BoundedWriter bounded) {
                        bounded.whenMemory()
                                .whenComplete((nothing, failure) -> wire.schedule(MEMORY_BACK_OFF, this::goOn));
                    } else {
                        to.pool().onAvailable(() -> wire.schedule(MEMORY_BACK_OFF, this::goOn));
                    }
                    return;
                }
                int count = Math.min(memory.remaining(), piece.remaining());
                memory.put(memory.position(), piece, piece.position(), count);
                piece.position(piece.position() + count);
                target.advance(count);
            }
            if (!target.flush() && !discarding) {
                waiting = true;
                target.whenWritable().whenComplete((nothing, failure) -> wire.execute(this::goOn));
            }
        } catch (ReaderClosedException e) {
            readerClosed(e);
        }
    }

    private void goOn() {
        waiting = false;
        checkReader();
        deliverSoon();
    }

    /** Looks whether the reader has closed, and why. */
    void checkReader() {
        if (target.isReaderClosed() && !to.hasEnded()) {
            try {
                target.flush();
                discard();
            } catch (ReaderClosedException e) {
                readerClosed(e);
            }
        }
    }

    private void readerClosed(ReaderClosedException closed) {
        Throwable cause = closed.getCause();
        if (cause == null) {
            discard();
        } else {
            to.drop(cause);
        }
    }

    /** From now on what comes is dropped, until the end. */
    void discard() {
        if (!discarding) {
            discarding = true;
            waiting = false;
            deliverSoon();
        }
    }

    /** The receiver has ended: what has arrived and was not delivered is dropped. */
    void forget() {
        for (ByteBuffer piece : arrived) {
            inWindow -= piece.remaining();
        }
        arrived.clear();
        wire.execute(this::pump);
    }
}
