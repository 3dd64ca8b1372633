package chunkedbuffer.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link FaultProxy} does to one conversation, and when.
 *
 * @param kind what
 * @param way in which direction the bytes are counted
 * @param at after how many bytes of that direction; at 0: when the first one comes
 */
record Fault(Kind kind, Way way, int at) {

    static final Fault NONE = new Fault(Kind.NONE, Way.REQUESTS, -1);

    /** What may happen to a conversation. */
    enum Kind {
        NONE,
        /** Both ends get a reset. */
        RESET,
        /** Whoever receives in this direction sees the end of the stream; the other direction goes on. */
        END,
        /** Both ends see the end of the stream. */
        CLOSE,
        /** Nothing goes on in this direction until {@link FaultProxy#lift}. */
        STALL,
        /** What follows in this direction is lost, and nobody is told. */
        SWALLOW
    }

    /** One for each position of a conversation, in both directions. */
    static List<Fault> everywhere(Kind kind, Conversation conversation) {
        List<Fault> faults = new ArrayList<>();
        for (int at = 0; at <= conversation.requests().length; at++) {
            faults.add(new Fault(kind, Way.REQUESTS, at));
        }
        for (int at = 0; at <= conversation.replies().length; at++) {
            faults.add(new Fault(kind, Way.REPLIES, at));
        }
        return faults;
    }
}
