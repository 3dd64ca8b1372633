package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structured reads: binary values of both byte orders, decimal and hexadecimal numbers. */
public abstract class PipeNumberContract extends PipeSuite {
    /** For subclasses. */
    protected PipeNumberContract() {}

    /** A read that may fail. */
    @FunctionalInterface
    private interface Read {
        long read() throws IOException;
    }

    @Test
    void valuesAreReadTheMostSignificantByteFirst() throws Exception {
        send(ByteBuffer.allocate(15)
                .put((byte) 0x81)
                .putShort((short) 0x8234)
                .putInt(0x83456789)
                .putLong(0x84abcdef01234567L)
                .array());
        assertEquals((byte) 0x81, pipe.readByte());
        assertEquals((short) 0x8234, pipe.readShort());
        assertEquals(0x83456789, pipe.readInt());
        assertEquals(0x84abcdef01234567L, pipe.readLong());
        assertEquals(0, pipe.length());
    }

    @Test
    void aLookAheadConsumesNothing() throws Exception {
        for (int round = 0; round < 20; round++) { // at all places of small chunks
            send(ByteBuffer.allocate(16)
                    .put((byte) 7)
                    .put((byte) 0x81)
                    .putShort((short) 0x8234)
                    .putInt(0x83456789)
                    .putLong(0x84abcdef01234567L)
                    .array());
            assertEquals((byte) 7, pipe.readByte());
            for (int again = 0; again < 2; again++) {
                assertEquals((byte) 0x81, pipe.get(0));
                assertEquals((short) 0x8234, pipe.getShort(1));
                assertEquals(0x83456789, pipe.getInt(3));
                assertEquals(0x84abcdef01234567L, pipe.getLong(7));
                assertEquals((byte) 0x67, pipe.get(14));
                assertEquals(15, pipe.length());
            }
            assertEquals(15, pipe.skip(-1));
        }
    }

    @Test
    void aLookAheadOfWhatIsNotThereUnderflows() throws Exception {
        assertThrows(BufferUnderflowException.class, () -> pipe.get(0));
        send(new byte[] {1, 2, 3, 4, 5});
        assertThrows(BufferUnderflowException.class, () -> pipe.get(5));
        assertThrows(BufferUnderflowException.class, () -> pipe.getShort(4));
        assertThrows(BufferUnderflowException.class, () -> pipe.getInt(2));
        assertThrows(BufferUnderflowException.class, () -> pipe.getLong(0));
        assertThrows(BufferUnderflowException.class, () -> pipe.get(Long.MAX_VALUE));
        assertThrows(BufferUnderflowException.class, () -> pipe.getLong(Long.MAX_VALUE));
        String message = assertThrows(IndexOutOfBoundsException.class, () -> pipe.getInt(-1))
                .getMessage();
        assertEquals("index -1 is negative: 0 is the next byte to be read", message);
        assertEquals(0x02030405, pipe.getInt(1));
        pipe.close();
        assertThrows(IllegalStateException.class, () -> pipe.get(0));
    }

    @Test
    void leValuesAreReadTheLeastSignificantByteFirst() throws Exception {
        send(ByteBuffer.allocate(14)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x8234)
                .putInt(0x83456789)
                .putLong(0x84abcdef01234567L)
                .array());
        assertEquals((short) 0x8234, pipe.readShortLe());
        assertEquals(0x83456789, pipe.readIntLe());
        assertEquals(0x84abcdef01234567L, pipe.readLongLe());
        assertEquals(0, pipe.length());
    }

    @Test
    void valuesMayBeginAnywhere() throws Exception {
        for (int i = 0; i < 300; i++) {
            byte[] message = ByteBuffer.allocate(13)
                    .put((byte) i)
                    .putLong(0x0102030405060708L * i)
                    .putInt(0x01020304 * i)
                    .array();
            pipe.write(message);
            pipe.flush();
            assertEquals((byte) i, pipe.readByte());
            assertEquals(0x0102030405060708L * i, pipe.readLong());
            assertEquals(0x01020304 * i, pipe.readInt());
        }
    }

    @Test
    void theByteOrderOfTheWritersBufferIsTheWriters() throws Exception {
        ByteBuffer buffer = pipe.getBuffer(8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0x0102030405060708L);
        pipe.bufferWritten(8);
        assertEquals(0x08070605, pipe.readInt());
        assertEquals(0x01020304, pipe.readIntLe());
    }

    @Test
    void tooFewBytesUnderflowAndConsumeNothing() throws Exception {
        assertUnderflow(0, pipe::readByte);
        send("a");
        assertUnderflow(1, pipe::readShort);
        assertUnderflow(1, pipe::readShortLe);
        send("bc");
        assertUnderflow(3, pipe::readInt);
        assertUnderflow(3, pipe::readIntLe);
        send("defg");
        assertUnderflow(7, pipe::readLong);
        assertUnderflow(7, pipe::readLongLe);
        pipe.eof();
        assertUnderflow(7, pipe::readLong);
        assertText("abcdefg", pipe.readBytes(7));
    }

    private void assertUnderflow(long length, Read read) {
        assertThrows(BufferUnderflowException.class, read::read);
        assertEquals(length, pipe.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0",
                "7",
                "-7",
                "+7",
                "007",
                "1234567890",
                "9223372036854775807",
                "-9223372036854775808",
                "+9223372036854775807",
                "000000000000000000000000000000001"
            })
    void aDecimalNumberIsReadWithItsTerminator(String number) throws Exception {
        send(number + "\r\nrest");
        assertEquals(Long.parseLong(number), pipe.readDecimal(CRLF));
        assertEquals("rest", rest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "a",
                "1a",
                "a1",
                "--1",
                "+-1",
                "1-",
                "1 ",
                " 1",
                "1.0",
                "1,000",
                "\u0661",
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551617",
                "92233720368547758070",
                "99999999999999999999999999",
                "1\n2",
                "0x10"
            })
    void aMalformedOrTooLargeNumberIsRefusedAndConsumesNothing(String number) throws Exception {
        byte[] text = (number + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        send(text);
        assertThrows(NumberFormatException.class, () -> pipe.readDecimal(CRLF));
        assertEquals(text.length, pipe.length());
    }

    @Test
    void aNumberWithoutItsTerminatorUnderflows() throws Exception {
        assertThrows(BufferUnderflowException.class, () -> pipe.readDecimal(CRLF));
        send("12");
        assertThrows(BufferUnderflowException.class, () -> pipe.readDecimal(CRLF));
        send("34\r");
        assertThrows(BufferUnderflowException.class, () -> pipe.readDecimal(CRLF));
        assertEquals(5, pipe.length());
        send("\n");
        assertEquals(1234, pipe.readDecimal(CRLF));
    }

    @Test
    void theTerminatorMayBeAnything() throws Exception {
        send("12;-34 56END1234567890123456789");
        assertEquals(12, pipe.readDecimal(bytes(";")));
        assertEquals(-34, pipe.readDecimal(bytes(" ")));
        assertEquals(56, pipe.readDecimal(bytes("END")));
        assertEquals(123456, pipe.readDecimal(bytes("7")));
        assertText("890123456789", pipe.readBytes(12));
        assertEquals(0, pipe.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "a",
                "F",
                "1a2B",
                "007",
                "DeadBeef",
                "123456789",
                "0123456789abcde",
                "7fffffffffffffff",
                "000000000000000000000000000000001"
            })
    void aHexadecimalNumberIsReadWithItsTerminator(String number) throws Exception {
        send(number + "\r\nrest");
        assertEquals(Long.parseLong(number, 16), pipe.readHexadecimal(CRLF));
        assertEquals("rest", rest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "g",
                "1g",
                "G1",
                "0x10",
                "1 ",
                " 1",
                "1;ext",
                "@",
                "`",
                "1/",
                ":1",
                "\u0661",
                "8000000000000000",
                "ffffffffffffffff",
                "10000000000000000",
                "1\n2"
            })
    void aMalformedOrTooLargeHexadecimalNumberIsRefusedAndConsumesNothing(String number) throws Exception {
        byte[] text = (number + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        send(text);
        assertThrows(NumberFormatException.class, () -> pipe.readHexadecimal(CRLF));
        assertEquals(text.length, pipe.length());
    }

    @Test
    void aHexadecimalNumberWithoutItsTerminatorUnderflows() throws Exception {
        assertThrows(BufferUnderflowException.class, () -> pipe.readHexadecimal(CRLF));
        send("1a");
        assertThrows(BufferUnderflowException.class, () -> pipe.readHexadecimal(CRLF));
        send("2B\r");
        assertThrows(BufferUnderflowException.class, () -> pipe.readHexadecimal(CRLF));
        assertEquals(5, pipe.length());
        send("\n");
        assertEquals(0x1a2b, pipe.readHexadecimal(CRLF));
    }

    @Test
    void theTerminatorOfAHexadecimalNumberMayBeAnything() throws Exception {
        send("1a;2b 3dEND0123456789abcdefabcdef");
        assertEquals(0x1a, pipe.readHexadecimal(bytes(";")));
        assertEquals(0x2b, pipe.readHexadecimal(bytes(" ")));
        assertEquals(0x3d, pipe.readHexadecimal(bytes("END")));
        assertEquals(0x123456789L, pipe.readHexadecimal(bytes("a")));
        assertText("bcdefabcdef", pipe.readBytes(11));
        assertEquals(0, pipe.length());
    }

    @Test
    void aHexadecimalNumberWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws Exception {
        send("0".repeat(10_000));
        assertThrows(NumberFormatException.class, () -> pipe.readHexadecimal(CRLF));
        assertThrows(NumberFormatException.class, () -> pipe.readDecimal(CRLF));
        assertEquals(10_000, pipe.length());
    }
}
