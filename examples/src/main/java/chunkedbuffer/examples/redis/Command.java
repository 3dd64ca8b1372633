package chunkedbuffer.examples.redis;

import chunkedbuffer.api.Bytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The commands that the server knows, and how many arguments they take, their name counted. */
enum Command {
    GET(2, 2),
    SET(3, 3),
    INCR(2, 2),
    PING(1, 2),
    ECHO(2, 2),
    DEL(2, CommandReader.MAX_ARGUMENTS),
    DBSIZE(1, 1),
    FLUSHALL(1, 2),
    SELECT(2, 2),
    COMMAND(1, CommandReader.MAX_ARGUMENTS),
    CONFIG(2, CommandReader.MAX_ARGUMENTS),
    QUIT(1, CommandReader.MAX_ARGUMENTS),

    /** Not Redis' but HTTP's: a page has a browser talk to this port, and what follows must not be carried out. */
    POST(0, CommandReader.MAX_ARGUMENTS),

    /** The same: the first header field, where the method is none of the known ones. */
    HOST("host:", 0, CommandReader.MAX_ARGUMENTS);

    private static final Command[] ALL = values();
    private static final int LONGEST = Long.BYTES;

    private final long letters;
    private final int least;
    private final int most;

    Command(int least, int most) {
        this(null, least, most);
    }

    Command(@Nullable String spelling, int least, int most) {
        long packed = 0;
        for (char letter : (spelling == null ? lowerCase() : spelling).toCharArray()) {
            packed = packed << 8 | letter;
        }
        letters = packed;
        this.least = least;
        this.most = most;
    }

    /** The command of a name in any case, or {@code null}. */
    static @Nullable Command of(Bytes in, long from, long to) {
        if (to - from > LONGEST) {
            return null;
        }
        long packed = 0;
        for (long at = from; at < to; at++) {
            packed = packed << 8
                    | ((in.get(at) & 0xff) | 0x20); // makes no other letter of a letter, and none of the rest
        }
        for (Command command : ALL) {
            if (command.letters == packed) {
                return command;
            }
        }
        return null;
    }

    boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
