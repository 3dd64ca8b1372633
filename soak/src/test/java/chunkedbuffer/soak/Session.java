package chunkedbuffer.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The server's side of a connection: conversations in a row, on the loop, at the pace at which the client takes its answers. */
final class Session {

    private static final int PIECE = 8192;

    private final Connection connection;
    private final Findings findings;
    private final PipeReader input;
    private final PipeWriter output;
    private final byte[] piece = new byte[PIECE];
    private Talk talk;
    private long done;
    private boolean paused;

    Session(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
        input = connection.input();
        output = connection.output();
    }

    void start() {
        input.onReadable(this::go);
    }

    private void go() {
        try {
            while (!paused && step()) {
                findings.serverSteps.increment();
            }
        } catch (IOException
                | RuntimeException e) { // a client that was reset: its own tests say whether that was to be
            findings.serverEnds.increment();
            connection.abort();
        }
    }

    /** False: nothing more can be done now. */
    private boolean step() throws IOException {
        if (talk == null) {
            return begin();
        }
        boolean goesOn = switch (talk.kind()) {
            case ECHO -> echo();
            case UPLOAD -> check();
            case DOWNLOAD, BREAK -> send();
        };
        if (talk != null && done == talk.length() && talk.kind() != Talk.Kind.UPLOAD) {
            talk = null;
            return true;
        }
        return goesOn;
    }

    private boolean begin() throws IOException {
        String line = input.readLine(US_ASCII, Talk.LONGEST_LINE);
        if (line == null) {
            if (input.isExhausted()) {
                output.eof();
                paused = true;
            }
            return false;
        }
        talk = Talk.parse(line);
        done = 0;
        return true;
    }

    private boolean echo() throws IOException {
        long count = input.transferTo(output, talk.length() - done);
        if (count <= 0) {
            return giveUpAtTheEnd();
        }
        done += count;
        flush();
        return true;
    }

    private boolean check() throws IOException {
        if (done < talk.length()) {
            byte[] some = input.readAtMost((int) Math.min(PIECE, talk.length() - done));
            if (some == null || some.length == 0) {
                return giveUpAtTheEnd();
            }
            int wrong = talk.noise().wrong(some, some.length, done);
            if (wrong >= 0) {
                findings.wrong(talk + ": the server got another byte at " + (done + wrong));
            }
            findings.verified.add(some.length);
            done += some.length;
        }
        if (done == talk.length()) {
            output.write((done + "\n").getBytes(US_ASCII));
            flush();
            talk = null;
        }
        return true;
    }

    private boolean send() {
        int count = (int) Math.min(PIECE, talk.length() - done);
        if (count > 0) {
            ByteBuffer room = output.getBuffer(1);
            count = Math.min(count, room.remaining());
            talk.noise().fill(piece, count, done);
            room.put(piece, 0, count);
            output.advance(count);
            done += count;
            flush();
        }
        if (talk.kind() == Talk.Kind.BREAK && done >= talk.length() / 2) {
            paused = true;
            connection.abort();
            return false;
        }
        return true;
    }

    private boolean giveUpAtTheEnd() {
        if (input.isExhausted()) {
            paused = true;
            connection.abort(); // it ended in the middle
        }
        return false;
    }

    private void flush() {
        if (!output.flush()) {
            paused = true;
            output.whenWritable().thenRun(() -> {
                paused = false;
                go();
            });
        }
    }
}
