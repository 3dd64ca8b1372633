package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A date as HTTP writes it, such as {@code Tue, 15 Nov 1994 08:12:31 GMT}, changed in place: no garbage each second. */
final class HttpDate {

    static final int LENGTH = 29;

    private static final int SECONDS_A_DAY = 86_400;
    private static final byte[] WEEKDAYS = "ThuFriSatSunMonTueWed".getBytes(US_ASCII); // 1 January 1970 was a Thursday
    private static final byte[] MONTHS = "MarAprMayJunJulAugSepOctNovDecJanFeb".getBytes(US_ASCII);

    private final byte[] text = "Thu, 01 Jan 1970 00:00:00 GMT".getBytes(US_ASCII);
    private long second;

    /** The second since 1970 that it says. */
    long second() {
        return second;
    }

    /** Says another second since 1970, not before that. */
    void set(long epochSecond) {
        if (epochSecond != second) {
            long day = epochSecond / SECONDS_A_DAY;
            if (day != second / SECONDS_A_DAY) {
                setDay(day);
            }
            second = epochSecond;
            int ofDay = (int) (epochSecond % SECONDS_A_DAY);
            digits(17, ofDay / 3600);
            digits(20, ofDay / 60 % 60);
            digits(23, ofDay % 60);
        }
    }

    /** Counts in years that begin in March, so that the day that some lack is their last, and in cycles of 400 years. */
    private void setDay(long epochDay) {
        System.arraycopy(WEEKDAYS, (int) (epochDay % 7) * 3, text, 0, 3);
        long day = epochDay + 719_468; // since 1 March of the year 0
        int ofCycle = (int) (day % 146_097);
        int yearOfCycle = (ofCycle - ofCycle / 1460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
        int ofYear = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int month = (5 * ofYear + 2) / 153;
        int year = (int) (day / 146_097) * 400 + yearOfCycle + (month >= 10 ? 1 : 0);
        digits(5, ofYear - (153 * month + 2) / 5 + 1);
        System.arraycopy(MONTHS, month * 3, text, 8, 3);
        digits(12, year / 100);
        digits(14, year % 100);
    }

    private void digits(int at, int twoDigits) {
        text[at] = (byte) ('0' + twoDigits / 10);
        text[at + 1] = (byte) ('0' + twoDigits % 10);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(text, 0, target, at, LENGTH);
    }
}
