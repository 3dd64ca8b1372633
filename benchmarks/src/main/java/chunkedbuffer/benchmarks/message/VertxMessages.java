package chunkedbuffer.benchmarks.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The {@code RecordParser} of Vert.x; its records, which are copies whatever is wanted, wait in a queue. */
abstract class VertxMessages extends MessageBuffer<Void> {
    final ArrayDeque<Buffer> records = new ArrayDeque<>();

    abstract RecordParser parser();

    @Override
    public void put(byte[] src, int offset, int length) {
        parser().handle(Buffer.buffer(length).appendBytes(src, offset, length));
    }

    @Override
    public byte @Nullable [] array() {
        Buffer record = records.poll();
        return record == null ? null : record.getBytes();
    }

    @Override
    public @Nullable String string() {
        Buffer record = records.poll();
        return record == null ? null : record.toString();
    }

    @Override
    public long look() {
        Buffer record = records.poll();
        return record == null ? -1 : seen(record.length(), record.getByte(0));
    }

    static final class Lines extends VertxMessages {
        private final RecordParser parser = RecordParser.newDelimited("\r\n", records::add);

        @Override
        RecordParser parser() {
            return parser;
        }
    }

    static final class Frames extends VertxMessages {
        private final RecordParser parser = RecordParser.newFixed(Integer.BYTES);
        private boolean inHeader = true;

        Frames() {
            parser.handler(this::part);
        }

        private void part(Buffer part) {
            if (inHeader) {
                parser.fixedSizeMode(part.getInt(0));
            } else {
                records.add(part);
                parser.fixedSizeMode(Integer.BYTES);
            }
            inHeader = !inHeader;
        }

        @Override
        RecordParser parser() {
            return parser;
        }
    }
}
