package chunkedbuffer.api;

/** A separator that has come in part. */
final class Separators {
    private Separators() {}

    /** How many of the last of {@code there} bytes are the longest beginning of a separator that is not there in full. */
    static int begun(PipeReader reader, long there, byte[] separator) {
        int most = (int) Math.min(there, separator.length - 1L);
        for (int count = most; count > 0; count--) {
            int same = 0;
            while (same < count && reader.get(there - count + same) == separator[same]) {
                same++;
            }
            if (same == count) {
                return count;
            }
        }
        return 0;
    }
}
