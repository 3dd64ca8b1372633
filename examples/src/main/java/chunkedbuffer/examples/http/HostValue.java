package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/**
 * The value of the field {@code Host}: a name or an address, and perhaps a port. A client says the same one each time: the last one
 * that was good, if it is no longer than two words of eight bytes, is known by them.
 */
final class HostValue {

    private static final boolean[] NAME = new boolean[128];

    static {
        for (char c = '!'; c <= '~'; c++) {
            NAME[c] = Character.isLetterOrDigit(c) || "-._~!$&'()*+,;=".indexOf(c) >= 0;
        }
    }

    private long first;
    private long second;
    private long length = -1;

    /** Whether it is one, with spaces behind it or none. */
    boolean isValid(Bytes in, long from, long end) {
        long to = end;
        while (to > from && Octets.isSpace(in.get(to - 1))) {
            to--;
        }
        long size = to - from;
        long mine = beginning(in, from, size);
        long more = beginning(in, from + Long.BYTES, size - Long.BYTES);
        if (size == length && mine == first && more == second) {
            return true;
        }
        if (!isHost(in, from, to)) {
            return false;
        }
        if (size <= 2 * Long.BYTES) {
            first = mine;
            second = more;
            length = size;
        }
        return true;
    }

    /** The first eight of so many bytes, or 0 for those that are not among them. */
    private static long beginning(Bytes in, long at, long size) {
        if (size <= 0) {
            return 0;
        }
        long word = Octets.eight(in, at);
        return size >= Long.BYTES ? word : word & -1L << (Long.SIZE - Byte.SIZE * (int) size);
    }

    /** Whether it is one that is not empty, as it must be in a target. */
    static boolean isServer(Bytes in, long from, long to) {
        return from < to && in.get(from) != ':' && isHost(in, from, to);
    }

    private static boolean isHost(Bytes in, long from, long to) {
        boolean bracket = from < to && in.get(from) == '[';
        long at = bracket ? literalEnd(in, from, to) : nameEnd(in, from, to);
        if (at < to && in.get(at) == ':') {
            at++;
            while (at < to && in.get(at) >= '0' && in.get(at) <= '9') {
                at++;
            }
        }
        return at == to;
    }

    private static long nameEnd(Bytes in, long from, long to) {
        long at = from;
        while (at < to) {
            byte b = in.get(at);
            if (isName(b)) {
                at++;
            } else if (b == '%'
                    && to - at > 2
                    && Octets.isHexDigit(in.get(at + 1))
                    && Octets.isHexDigit(in.get(at + 2))) {
                at += 3;
            } else {
                break;
            }
        }
        return at;
    }

    /** Where an address in brackets ends, of which only the characters are looked at; {@code from} if it is none. */
    private static long literalEnd(Bytes in, long from, long to) {
        long close = in.indexOf((byte) ']', from, to);
        if (close <= from + 1) {
            return from;
        }
        boolean future = (in.get(from + 1) | 0x20) == 'v'; // of a later version of IP
        for (long at = from + 1; at < close; at++) {
            byte b = in.get(at);
            if (b != ':' && !(future ? isName(b) : b == '.' || Octets.isHexDigit(b))) {
                return from;
            }
        }
        return close + 1;
    }

    private static boolean isName(byte b) {
        return b >= 0 && NAME[b];
    }
}
