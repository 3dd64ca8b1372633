package chunkedbuffer.benchmarks.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One MiB of messages as they go over the wire, and where each message's content lies in it. The same bytes at each run. */
public final class MessageStream {
    private static final int SIZE = 1 << 20;
    private static final long SEED = 20260101;

    private final byte[] wire;
    private final List<int[]> contents;

    private MessageStream(byte[] wire, List<int[]> contents) {
        this.wire = wire;
        this.contents = List.copyOf(contents);
    }

    /**
     * Makes the stream.
     *
     * @param mix the messages
     * @return the same bytes at each call
     */
    public static MessageStream of(Mix mix) {
        Random random = new Random(SEED);
        byte[] wire = new byte[SIZE];
        List<int[]> contents = new ArrayList<>();
        int at = 0;
        while (at < SIZE) {
            int content = mix.shortest() + random.nextInt(mix.longest() - mix.shortest() + 1);
            int left = SIZE - at - mix.overhead();
            if (left - content < mix.shortest() + mix.overhead()) {
                content = left; // the last one fills the MiB
            }
            if (mix.isLines()) {
                fill(wire, at, content, random);
                wire[at + content] = '\r';
                wire[at + content + 1] = '\n';
                contents.add(new int[] {at, content});
            } else {
                ByteBuffer.wrap(wire).putInt(at, content);
                fill(wire, at + mix.overhead(), content, random);
                contents.add(new int[] {at + mix.overhead(), content});
            }
            at += content + mix.overhead();
        }
        return new MessageStream(wire, contents);
    }

    private static void fill(byte[] wire, int from, int count, Random random) {
        for (int i = from; i < from + count; i++) {
            wire[i] = (byte) (' ' + random.nextInt('~' - ' '));
        }
    }

    /**
     * The bytes that arrive.
     *
     * @return the array itself
     */
    public byte[] wire() {
        return wire;
    }

    /**
     * How many messages there are.
     *
     * @return 1 or more
     */
    public int count() {
        return contents.size();
    }

    byte first(int message) {
        return wire[contents.get(message)[0]];
    }

    int length(int message) {
        return contents.get(message)[1];
    }

    byte[] content(int message) {
        byte[] content = new byte[length(message)];
        System.arraycopy(wire, contents.get(message)[0], content, 0, content.length);
        return content;
    }

    String text(int message) {
        return new String(content(message), StandardCharsets.UTF_8);
    }
}
