package chunkedbuffer.core;

import chunkedbuffer.api.Pipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

class DigitsTest extends DigitRuns {
    DigitsTest() {
        super(10, "0123456789", "\r\n", "\n", " ", ";", "\r\n\r\n", "-", "+", "0", "12", "a", "\u00ff");
    }

    @Override
    int count(ByteBuffer memory, int index) {
        return Digits.count(memory, index);
    }

    @Override
    long value(ByteBuffer memory, int index, int count) {
        return Digits.value(memory, index, count);
    }

    @Override
    long read(Pipe pipe, byte[] terminator) throws IOException {
        return pipe.readDecimal(terminator);
    }

    @Override
    String sign(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "-";
            case 1 -> "+";
            default -> "";
        };
    }

    @Override
    Long parsed(String number) {
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
