package chunkedbuffer.core;

import chunkedbuffer.api.Pipe;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Random;

class HexDigitsTest extends DigitRuns {
    HexDigitsTest() {
        super(
                16,
                "0123456789abcdefABCDEF",
                "\r\n",
                "\n",
                " ",
                ";",
                "\r\n\r\n",
                "-",
                "g",
                "0",
                "12",
                "a",
                "F\n",
                "\u00ff");
    }

    @Override
    int count(ByteBuffer memory, int index) {
        return HexDigits.count(memory, index);
    }

    @Override
    long value(ByteBuffer memory, int index, int count) {
        return HexDigits.value(memory, index, count);
    }

    @Override
    long read(Pipe pipe, byte[] terminator) throws IOException {
        return pipe.readHexadecimal(terminator);
    }

    @Override
    String sign(Random random) {
        return "";
    }

    @Override
    Long parsed(String number) {
        BigInteger value = number.matches("[0-9a-fA-F]+") ? new BigInteger(number, 16) : BigInteger.ONE.negate();
        return value.signum() < 0 || value.bitLength() >= Long.SIZE ? null : value.longValue();
    }
}
