package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A client for servers that speak RESP2, the protocol of Redis. For one thread at a time.
 *
 * <p>Replies are parsed where the socket put them: nothing is copied but the values, and those that are asked for with {@link
 * #take} not even then. A reply is a {@link String} (simple string), {@link Long}, {@code byte[]} (bulk string), {@link List},
 * {@link RespError}, or {@code null}. An argument of a command is a {@code byte[]} or {@link Bytes}, which are sent without a copy
 * when they are large and must not change before the reply, or anything else, whose {@code toString()} is sent in UTF-8.
 *
 * <p>After an {@link IOException} or an interrupt the connection is lost, and so is each later call.
 */
public final class RespClient implements AutoCloseable {

    private static final byte[] CRLF = {'\r', '\n'};
    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_BULK = 512 << 20; // Redis' own limit
    private static final int MAX_DEPTH = 64;
    private static final int BATCH = 16 << 10;

    private final Connection connection;
    private final PipeReader input;
    private final PipeWriter output;
    private @Nullable Exception lost;

    /**
     * Speaks over a connection.
     *
     * @param connection belongs to the client from now on
     */
    public RespClient(Connection connection) {
        this.connection = connection;
        input = connection.input();
        output = connection.output();
    }

    /**
     * Connects to a server.
     *
     * @param transport what to connect with; stays open when the client is closed
     * @param address a TCP or a Unix-domain address
     * @return a client, to be closed
     * @throws IOException if there is no connection to be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static RespClient connect(Transport transport, SocketAddress address)
            throws IOException, InterruptedException {
        try {
            return new RespClient(
                    transport.connect(address).toCompletableFuture().get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /**
     * Sends one command and waits for its reply.
     *
     * @param command its name and arguments
     * @return the reply
     * @throws RespException if that is an error
     * @throws IOException if the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    public @Nullable Object call(Object... command) throws IOException, InterruptedException {
        return orThrow(exchange(List.<Object[]>of(command), false).get(0));
    }

    /**
     * As {@link #call}, for a reply that is a bulk string, which is not copied.
     *
     * @param command its name and arguments
     * @return the string, to be closed, or {@code null}
     * @throws RespException if the reply is an error
     * @throws ClassCastException if it is something else
     * @throws IOException if the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    public @Nullable Bytes take(Object... command) throws IOException, InterruptedException {
        return (Bytes) orThrow(exchange(List.<Object[]>of(command), true).get(0));
    }

    /**
     * Sends many commands without waiting for each reply.
     *
     * @param commands each with its name and arguments
     * @return the replies in the same order, errors as {@link RespError}
     * @throws IOException if the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    public List<@Nullable Object> pipeline(List<Object[]> commands) throws IOException, InterruptedException {
        return exchange(commands, false);
    }

    /** Closes the connection. */
    @Override
    public void close() {
        connection.close();
    }

    private static @Nullable Object orThrow(@Nullable Object reply) {
        if (reply instanceof RespError error) {
            throw new RespException(error);
        }
        return reply;
    }

    private List<@Nullable Object> exchange(List<Object[]> commands, boolean slice)
            throws IOException, InterruptedException {
        if (lost != null) {
            throw new IOException("the connection to " + connection.remoteAddress() + " was lost before", lost);
        }
        List<@Nullable Object> replies = new ArrayList<>(commands.size());
        try {
            int sent = 0;
            for (Object[] command : commands) {
                write(command);
                sent++;
                if (output.unflushed() >= BATCH && !output.flush()) {
                    // The server may have stopped reading because nobody takes its replies: so take them.
                    while (!output.isWritable() && replies.size() < sent) {
                        replies.add(reply(slice, 0));
                    }
                }
            }
            output.flush();
            while (replies.size() < sent) {
                replies.add(reply(slice, 0));
            }
            return replies;
        } catch (NumberFormatException malformed) {
            lose(malformed);
            throw new IOException("not a number where RESP has one: " + malformed.getMessage(), malformed);
        } catch (IllegalStateException closed) {
            lose(closed);
            throw new IOException("the connection to " + connection.remoteAddress() + " is closed", closed);
        } catch (IOException | InterruptedException failure) {
            lose(failure);
            throw failure;
        }
    }

    /** What comes next would be taken for the reply to something else. */
    private void lose(Exception failure) {
        lost = failure;
        connection.abort();
    }

    private void write(Object[] command) {
        output.write(("*" + command.length + "\r\n").getBytes(UTF_8));
        for (Object argument : command) {
            if (argument instanceof Bytes bytes) {
                output.write(("$" + bytes.length() + "\r\n").getBytes(UTF_8));
                output.write(bytes);
            } else {
                byte[] bytes = argument instanceof byte[] array
                        ? array
                        : argument.toString().getBytes(UTF_8);
                output.write(("$" + bytes.length + "\r\n").getBytes(UTF_8));
                output.append(ByteBuffer.wrap(bytes));
            }
            output.write(CRLF);
        }
    }

    private @Nullable Object reply(boolean slice, int depth) throws IOException, InterruptedException {
        int line = awaitLine();
        byte type = input.readByte();
        return switch (type) {
            case '+' -> readText(line - 1);
            case '-' -> new RespError(readText(line - 1));
            case ':' -> input.readDecimal(CRLF);
            case '$' -> bulk(input.readDecimal(CRLF), slice);
            case '*' -> array(input.readDecimal(CRLF), depth);
            default -> throw new ProtocolException("no RESP reply starts with byte " + type);
        };
    }

    private @Nullable Object bulk(long length, boolean slice) throws IOException, InterruptedException {
        if (length < 0) {
            return null;
        }
        if (length > MAX_BULK) {
            throw new ProtocolException("bulk string of " + length + " bytes, the limit is " + MAX_BULK);
        }
        await(length + CRLF.length);
        Object value = slice ? input.take(length) : input.readBytes((int) length);
        input.skip(CRLF.length);
        return value;
    }

    private @Nullable List<@Nullable Object> array(long length, int depth) throws IOException, InterruptedException {
        if (length < 0) {
            return null;
        }
        if (depth == MAX_DEPTH) {
            throw new ProtocolException("arrays nested deeper than " + MAX_DEPTH);
        }
        List<@Nullable Object> elements = new ArrayList<>(); // not of the size that the server claims
        for (long i = 0; i < length; i++) {
            elements.add(reply(false, depth + 1));
        }
        return elements;
    }

    /** Waits for a whole line and leaves it there. The search goes on where it stopped when more has come in. */
    private int awaitLine() throws IOException, InterruptedException {
        while (true) {
            long end = input.indexOf(CRLF);
            if (end >= 0) {
                return (int) end;
            }
            if (input.length() > MAX_LINE) {
                throw new ProtocolException("a line longer than " + MAX_LINE + " bytes");
            }
            if (!input.awaitMore()) {
                throw endedBeforeTheReply();
            }
        }
    }

    private String readText(int length) throws IOException {
        String text = input.readString(length, UTF_8);
        input.skip(CRLF.length);
        return String.valueOf(text);
    }

    private void await(long bytes) throws IOException, InterruptedException {
        if (!input.awaitReadable(bytes)) {
            throw endedBeforeTheReply();
        }
    }

    private EOFException endedBeforeTheReply() {
        EOFException ended = new EOFException(connection.remoteAddress() + " ended the connection before its reply");
        ended.initCause(input.failure());
        return ended;
    }
}
