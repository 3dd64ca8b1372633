package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.PipeWriter;

/** An answer as bytes, made once and then only brought up to date in place. For one thread. */
final class Response {

    /** Places for a number, in decimal digits. */
    static final int NUMBER_WIDTH = 20;

    private final byte[] bytes;
    private final int headLength;
    private final int dateAt;
    private long dated = -1;

    Response(Answer answer, Persistence persistence) {
        String beforeDate = "HTTP/1.1 " + answer.status + "\r\nServer: chunkedbuffer\r\n" + answer.fields
                + persistence.field + "Content-Type: text/plain\r\nContent-Length: " + answer.body.length()
                + "\r\nDate: ";
        String head = beforeDate + " ".repeat(HttpDate.LENGTH) + "\r\n\r\n";
        bytes = (head + answer.body).getBytes(US_ASCII);
        headLength = head.length();
        dateAt = beforeDate.length();
    }

    void date(HttpDate date) {
        if (dated != date.second()) {
            dated = date.second();
            date.copyTo(bytes, dateAt);
        }
    }

    /** Puts a number at the beginning of the body, right-aligned. */
    void number(long number) {
        long rest = number;
        int last = headLength + NUMBER_WIDTH - 1;
        for (int i = last; i >= headLength; i--) {
            bytes[i] = (byte) (rest > 0 || i == last ? '0' + rest % 10 : ' ');
            rest /= 10;
        }
    }

    void writeTo(PipeWriter output, boolean withBody) {
        output.write(bytes, 0, withBody ? bytes.length : headLength);
    }
}
