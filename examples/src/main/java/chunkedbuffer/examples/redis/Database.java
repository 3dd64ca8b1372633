package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.Bytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Carries commands out. For one thread, so that each command is done before the next one begins, as in Redis. */
final class Database {

    private static final int MOST_SHOWN = 128;
    private static final String NO_INTEGER = "value is not an integer or out of range";

    private final Keyspace keys = new Keyspace();
    private final byte[] scratch = new byte[Integers.MAX_LENGTH];

    /** For the replies of a connection: the database lends them its room for numbers. */
    byte[] scratch() {
        return scratch;
    }

    /** Carries out one command; whether the connection goes on after it. */
    boolean execute(CommandReader args, Replies replies) {
        Bytes in = args.in();
        Command command = Command.of(in, args.from(0), args.to(0));
        if (command == null) {
            replies.error(unknown(args));
            return true;
        }
        if (!command.takes(args.count())) {
            // A SET with options, which Redis has and this server does not, is no matter of the number.
            replies.error(
                    command == Command.SET && args.count() > 3
                            ? "syntax error"
                            : "wrong number of arguments for '" + command.lowerCase() + "' command");
            return true;
        }
        switch (command) {
            case GET -> get(args, replies);
            case SET -> set(args, replies);
            case INCR -> incr(args, replies);
            case PING -> {
                if (args.count() == 1) {
                    replies.ready(Replies.PONG);
                } else {
                    echo(args, replies);
                }
            }
            case ECHO -> echo(args, replies);
            case DEL -> del(args, replies);
            case DBSIZE -> replies.integer(keys.size());
            case FLUSHALL -> flushAll(args, replies);
            case SELECT -> select(args, replies);
            case COMMAND -> replies.ready(Replies.EMPTY_ARRAY); // clients ask what there is, and do without an answer
            case CONFIG -> config(args, replies);
            case QUIT -> {
                replies.ready(Replies.OK);
                return false;
            }
            case POST, HOST -> {
                return false;
            }
        }
        return true;
    }

    private void get(CommandReader args, Replies replies) {
        Entry entry = keys.find(args.in(), args.from(1), args.to(1));
        if (entry == null) {
            replies.ready(Replies.NIL);
        } else {
            replies.value(entry);
        }
    }

    private void set(CommandReader args, Replies replies) {
        findOrAdd(keys.find(args.in(), args.from(1), args.to(1)), args).set(args.in(), args.from(2), args.to(2));
        replies.ready(Replies.OK);
    }

    private Entry findOrAdd(@Nullable Entry found, CommandReader args) {
        return found == null ? keys.add(args.in(), args.from(1), args.to(1)) : found;
    }

    private void incr(CommandReader args, Replies replies) {
        Entry entry = keys.find(args.in(), args.from(1), args.to(1));
        long value = 0;
        if (entry != null) {
            try {
                value = entry.integer();
            } catch (NumberFormatException e) {
                replies.error(NO_INTEGER);
                return;
            }
            if (value == Long.MAX_VALUE) {
                replies.error("increment or decrement would overflow");
                return;
            }
        }
        findOrAdd(entry, args).set(value + 1, scratch);
        replies.integer(value + 1);
    }

    private void del(CommandReader args, Replies replies) {
        int removed = 0;
        for (int i = 1; i < args.count(); i++) {
            if (keys.remove(args.in(), args.from(i), args.to(i))) {
                removed++;
            }
        }
        replies.integer(removed);
    }

    private void flushAll(CommandReader args, Replies replies) {
        String how = args.count() == 1 ? "sync" : text(args, 1).toLowerCase(Locale.ROOT);
        if (how.equals("sync") || how.equals("async")) {
            keys.clear();
            replies.ready(Replies.OK);
        } else {
            replies.error("syntax error");
        }
    }

    private static void echo(CommandReader args, Replies replies) {
        try (Bytes message = args.in().slice(args.from(1), args.to(1))) {
            replies.bulk(message);
        }
    }

    /** There is one database, number 0. */
    private static void select(CommandReader args, Replies replies) {
        long index;
        try {
            index = Integers.parse(args.in(), args.from(1), args.to(1));
        } catch (NumberFormatException e) {
            replies.error(NO_INTEGER);
            return;
        }
        if (index == 0) {
            replies.ready(Replies.OK);
        } else if (index == (int) index) {
            replies.error("DB index is out of range");
        } else {
            replies.error("value is out of range, value must between -2147483648 and 2147483647");
        }
    }

    /** What load generators ask for, to print it beside their results. */
    private static void config(CommandReader args, Replies replies) {
        if (!text(args, 1).equalsIgnoreCase("get") || args.count() != 3) {
            replies.error("unknown subcommand or wrong number of arguments for 'config'");
            return;
        }
        String name = text(args, 2); // is repeated in the case that it has
        switch (name.toLowerCase(Locale.ROOT)) {
            case "save" -> replies.ready(("*2\r\n$4\r\n" + name + "\r\n$0\r\n\r\n").getBytes(UTF_8));
            case "appendonly" -> replies.ready(("*2\r\n$10\r\n" + name + "\r\n$2\r\nno\r\n").getBytes(UTF_8));
            default -> replies.ready(Replies.EMPTY_ARRAY);
        }
    }

    private static String unknown(CommandReader args) {
        StringBuilder message =
                new StringBuilder("unknown command '").append(text(args, 0)).append("', with args beginning with: ");
        for (int i = 1; i < args.count() && message.length() < MOST_SHOWN; i++) {
            message.append('\'').append(text(args, i)).append("' ");
        }
        return message.toString();
    }

    /** For messages and comparisons: no more than the beginning of what may be long. */
    private static String text(CommandReader args, int argument) {
        long from = args.from(argument);
        long to = Math.min(args.to(argument), from + MOST_SHOWN);
        try (Bytes text = args.in().slice(from, to)) {
            return text.toString(UTF_8);
        }
    }

    /** Lets go of all values. */
    void close() {
        keys.clear();
    }
}
