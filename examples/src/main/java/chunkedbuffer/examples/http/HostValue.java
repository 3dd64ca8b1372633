package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/**
 * The value of the field {@code Host}: a name or an address, and perhaps a port. A client says the same one each time: the last one
 * that was good, if it is no longer than two words of eight bytes, is known by them.
 */
final class HostValue {

    private static final String NAME = "-._~!$&'()*+,;=%";

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

    private static boolean isHost(Bytes in, long from, long to) {
        long at = from;
        boolean bracket = at < to && in.get(at) == '[';
        if (bracket) {
            at++;
        }
        while (at < to && (isName(in.get(at)) || (bracket && in.get(at) == ':'))) {
            at++;
        }
        if (bracket) {
            if (at == to || in.get(at) != ']') {
                return false;
            }
            at++;
        }
        if (at < to && in.get(at) == ':') {
            at++;
            while (at < to && in.get(at) >= '0' && in.get(at) <= '9') {
                at++;
            }
        }
        return at == to;
    }

    private static boolean isName(byte b) {
        return (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || NAME.indexOf(b) >= 0;
    }
}
