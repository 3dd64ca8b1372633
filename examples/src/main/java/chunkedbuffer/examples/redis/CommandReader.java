package chunkedbuffer.examples.redis;

import chunkedbuffer.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the next command and its arguments lie in what a client has sent, and copies nothing. When a command is not there
 * in full, it goes on next time where it stopped.
 *
 * <p>A command may be {@value #MAX_COMMAND} bytes long, and have {@value #MAX_ARGUMENTS} arguments, its name counted: Redis itself
 * takes 512 MiB for each argument, which one client could make the server hold.
 */
final class CommandReader {

    static final int MAX_COMMAND = 16 << 20;
    static final int MAX_ARGUMENTS = 1024;
    static final int MAX_INLINE = 64 << 10;

    private static final int CRLF = 2;
    private static final int NONE = -1;

    /** Where arguments begin and end, counted from the first byte of the command. */
    private int[] from = new int[8];

    private int[] to = new int[8];
    private int count;

    /** How many arguments the command says that it has, or {@link #NONE} before that. */
    private int expected = NONE;

    /** How long the next argument says that it is, or {@link #NONE} before that. */
    private int length = NONE;

    /** Where it goes on, and how much must be there for that, counted from the first byte of the command. */
    private int at;

    private int needed = 1;

    private Bytes source = Bytes.empty();
    private long begin;

    /**
     * Looks for the rest of a command.
     *
     * @param in what is there
     * @param commandBegin where the command begins in it
     * @return whether it is there in full
     * @throws ProtocolException if it is none, or too large
     */
    boolean read(Bytes in, long commandBegin) throws ProtocolException {
        source = in;
        begin = commandBegin;
        long there = in.length() - begin;
        if (there < needed) {
            return false;
        }
        if (expected == NONE) {
            if (in.get(begin) != '*') {
                return readInline(there);
            }
            long number = readNumber(there, "invalid multibulk length");
            if (number == Long.MIN_VALUE) {
                return false;
            }
            if (number > MAX_ARGUMENTS) {
                throw new ProtocolException("invalid multibulk length");
            }
            expected = (int) Math.max(0, number);
        }
        while (count < expected) {
            if (!readArgument(there)) {
                return false;
            }
        }
        return true;
    }

    private boolean readArgument(long there) throws ProtocolException {
        if (length == NONE) {
            if (at == there) {
                needed = at + 1;
                return false;
            }
            byte type = source.get(begin + at);
            if (type != '$') {
                throw new ProtocolException("expected '$', got '" + (char) (type & 0xff) + "'");
            }
            long number = readNumber(there, "invalid bulk length");
            if (number == Long.MIN_VALUE) {
                return false;
            }
            if (number < 0 || number > MAX_COMMAND - CRLF - at) {
                throw new ProtocolException("invalid bulk length");
            }
            length = (int) number;
        }
        needed = at + length + CRLF;
        if (there < needed) {
            return false;
        }
        add(at, at + length);
        at = needed;
        length = NONE;
        return true;
    }

    /** The number in a line, behind its first byte; {@link Long#MIN_VALUE} if the line is not there in full. */
    private long readNumber(long there, String malformed) throws ProtocolException {
        int digits = at + 1;
        int end = digits;
        while (end < there && source.get(begin + end) != '\r') {
            if (++end - digits > Integers.MAX_LENGTH) {
                throw new ProtocolException(malformed);
            }
        }
        if (end + CRLF > there) {
            needed = (int) there + 1;
            return Long.MIN_VALUE;
        }
        try {
            long number = Integers.parse(source, begin + digits, begin + end);
            at = end + CRLF;
            return number;
        } catch (NumberFormatException e) {
            throw new ProtocolException(malformed);
        }
    }

    private boolean readInline(long there) throws ProtocolException {
        long end = source.indexOf((byte) '\n', begin, -1);
        if ((end < 0 ? there : end - begin) > MAX_INLINE) {
            throw new ProtocolException("too big inline request");
        }
        if (end < 0) {
            needed = (int) there + 1;
            return false;
        }
        at = (int) (end + 1 - begin);
        expected = 0;
        if (source.indexOf((byte) '"', begin, end) >= 0 || source.indexOf((byte) '\'', begin, end) >= 0) {
            byte[] line = new byte[at - 1];
            source.copyTo(begin, line, 0, line.length);
            addAll(InlineCommand.split(line));
            return true;
        }
        int i = 0;
        while (i < at) {
            while (i < at && InlineCommand.isSpace(source.get(begin + i))) {
                i++;
            }
            int word = i;
            while (i < at && !InlineCommand.endsWord(source.get(begin + i))) {
                i++;
            }
            if (i > word) {
                add(word, i);
            }
        }
        return true;
    }

    private void addAll(List<byte[]> words) throws ProtocolException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] word : words) {
            add(all.size(), all.size() + word.length);
            all.writeBytes(word);
        }
        source = Bytes.wrap(all.toByteArray());
        begin = 0;
    }

    private void add(int argumentFrom, int argumentTo) throws ProtocolException {
        if (count == MAX_ARGUMENTS) {
            throw new ProtocolException("too many words in inline request");
        }
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = argumentFrom;
        to[count] = argumentTo;
        count++;
    }

    /** How many bytes must be there, from the first one of the command, before it can go on. */
    int needed() {
        return needed;
    }

    // ---- of a command that is there in full

    /** How long it is, with all that is around its arguments. */
    int size() {
        return at;
    }

    /** How many arguments it has, its name counted. 0: none, and it wants no answer. */
    int count() {
        return count;
    }

    /** What the arguments lie in. */
    Bytes in() {
        return source;
    }

    long from(int argument) {
        return begin + from[argument];
    }

    long to(int argument) {
        return begin + to[argument];
    }

    /** Goes on to the next command. */
    void next() {
        count = 0;
        expected = NONE;
        at = 0;
        needed = 1;
        source = Bytes.empty();
    }
}
