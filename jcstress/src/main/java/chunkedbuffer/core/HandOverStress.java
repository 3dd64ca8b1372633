package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.ReaderClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Whole chunks change hands: the reader takes the last slice of one, and with it the pipe's own reference, while the writer links the
 * next one or somebody closes. All bytes come through once or are refused, and every chunk goes home once.
 */
public class HandOverStress {
    private HandOverStress() {}

    /** Chunks of four bytes, so that four are a whole one. */
    static class WholeChunks extends StressedPipe {
        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.minimumChunkSize(4).maximumChunkSize(4).inputCutoffSize(1);
        }

        /** The bytes of a slice, which is closed; null if there was none. */
        static String textOf(Bytes taken) {
            if (taken == null) {
                return null;
            }
            try (taken) {
                return text(taken.toByteArray());
            }
        }

        /** What a take gives; null if there are too few or the pipe is closed. */
        static Bytes taken(Pipe pipe, int count) {
            try {
                return now(() -> pipe.take(count));
            } catch (IllegalStateException e) {
                return null;
            }
        }
    }

    /** The reader takes all there is, the writer links another chunk. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "all came through, the pipe holds no chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "bytes or a chunk are lost")
    @State
    public static class TakeAndLink extends WholeChunks {
        private Bytes first;

        public TakeAndLink() {
            send("abcd");
        }

        @Actor
        public void writer() {
            pipe.getBuffer(4).put(bytes("efgh"));
            pipe.bufferWritten(4);
        }

        @Actor
        public void reader() {
            first = taken(pipe, 4);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = "abcd".equals(textOf(first)) && rest().equals("efgh") ? 1 : BROKEN;
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The same, and the writer does not flush: what it has linked stays in the pipe until it does. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "all came through, the pipe holds no chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "bytes or a chunk are lost")
    @State
    public static class TakeAndAdvance extends WholeChunks {
        private String read;

        public TakeAndAdvance() {
            send("abc");
        }

        @Actor
        public void writer() {
            pipe.getBuffer(4).put(bytes("efgh"));
            pipe.advance(3);
        }

        @Actor
        public void reader() {
            read = rest();
        }

        @Arbiter
        public void after(II_Result r) {
            pipe.write(bytes("x"));
            pipe.flush();
            r.r1 = read.equals("abc") && rest().equals("efgx") ? 1 : BROKEN;
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The writer gives an unused chunk back and goes on behind what the reader takes: not in memory that has gone home. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "all came through, the pipe holds no chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "bytes or a chunk are lost")
    @State
    public static class TakeAndGiveBack extends WholeChunks {
        private Bytes first;

        public TakeAndGiveBack() {
            send("abc");
            pipe.getBuffer(4);
        }

        @Actor
        public void writer() {
            pipe.advance(0);
            send("x");
        }

        @Actor
        public void reader() {
            first = taken(pipe, 3);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = "abc".equals(textOf(first)) && rest().equals("x") ? 1 : BROKEN;
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The reader takes all there is, and somebody closes. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "taken or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class TakeAndClose extends WholeChunks {
        private Bytes first;

        public TakeAndClose() {
            send("abcd");
        }

        @Actor
        public void reader() {
            first = taken(pipe, 4);
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            String text = textOf(first);
            r.r1 = text == null ? 0 : text.equals("abcd") ? 1 : BROKEN;
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The writer links a chunk and does not flush it, and somebody closes. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice")
    @State
    public static class LinkAndClose extends WholeChunks {
        public LinkAndClose() {
            send("abc");
        }

        @Actor
        public void writer() {
            try {
                pipe.getBuffer(4).put(bytes("efgh"));
                pipe.advance(3);
            } catch (ReaderClosedException e) {
                // The closer was first.
            }
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** One thread passes chunks and links others in their segments; another closes, and walks along all of them. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0", "2, 0", "3, 0", "4, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "read or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class PassAndClose extends WholeChunks {
        private static final String[] PARTS = {"abcd", "efgh", "ijkl", "mnop"};

        public PassAndClose() {
            send("abcd");
            send("efgh");
        }

        @Actor
        public void reader(II_Result r) {
            for (String part : PARTS) {
                String text = textOf(taken(pipe, 4));
                if (text == null) {
                    return;
                }
                r.r1 = r.r1 >= 0 && text.equals(part) ? r.r1 + 1 : BROKEN;
                try {
                    if (r.r1 == 1) {
                        send("ijkl");
                        send("mnop");
                    }
                } catch (ReaderClosedException e) {
                    return;
                }
            }
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** Two pipes. */
    static class TwoPipes extends WholeChunks {
        final Pipe second = Pipe.create(options(pool.options()).build());

        TwoPipes() {
            send("abcd");
        }

        final void transfer() {
            try {
                now(() -> pipe.transferTo(second.writer(), 4));
            } catch (IllegalStateException e) {
                // One of them is closed.
            }
        }

        /** What the second has, and all that is out behind it. */
        final void judge(II_Result r, Bytes early) {
            String text = textOf(early != null ? early : taken(second, 4));
            r.r1 = text == null ? 0 : text.equals("abcd") ? 1 : BROKEN;
            second.close();
            second.eof();
            r.r2 = closed() == 0 && pool.out.get() == 0 ? 0 : BROKEN;
        }
    }

    /** What one thread passes on another takes at once. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it came through, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class TransferAndTake extends TwoPipes {
        private Bytes early;

        @Actor
        public void middle() {
            transfer();
        }

        @Actor
        public void reader() {
            early = taken(second, 4);
        }

        @Arbiter
        public void after(II_Result r) {
            judge(r, early);
        }
    }

    /** The pipe that is passed on from is closed. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "passed on or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class TransferAndClose extends TwoPipes {
        @Actor
        public void middle() {
            transfer();
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            judge(r, null);
        }
    }

    /** The pipe that is passed on to is closed. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice")
    @State
    public static class TransferToClosed extends TwoPipes {
        @Actor
        public void middle() {
            transfer();
        }

        @Actor
        public void closer() {
            second.close();
        }

        @Arbiter
        public void after(II_Result r) {
            judge(r, null);
        }
    }
}
