package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeWriter;
import java.util.concurrent.Flow;
import org.mockito.Mockito;

/** The lines of a stream against the rules of Reactive Streams. */
public class StreamLinesVerificationTest extends RulesOfReactiveStreams<String> {

    private static final byte[] LINE = "a line\n".getBytes(UTF_8);

    @Override
    public Flow.Publisher<String> createFlowPublisher(long lines) {
        Pipe pipe = Pipe.create();
        write(pipe.writer(), lines);
        Connection connection = Mockito.mock(Connection.class);
        Mockito.when(connection.input()).thenReturn(pipe.reader());
        return ChunkedStream.over(connection).lines();
    }

    /** As many as fit, and the rest when they fit: there may be more than any memory holds. */
    private static void write(PipeWriter writer, long lines) {
        for (long left = lines; left > 0; left--) {
            writer.write(LINE);
            if (!writer.flush()) {
                long more = left - 1;
                writer.whenWritable().thenRun(() -> write(writer, more));
                return;
            }
        }
        writer.eof();
    }

    @Override
    public Flow.Publisher<String> createFailedFlowPublisher() {
        Flow.Publisher<String> taken = createFlowPublisher(1);
        taken.subscribe(new Nobody());
        return taken;
    }

    private static final class Nobody implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(String line) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
