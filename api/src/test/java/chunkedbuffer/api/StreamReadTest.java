package chunkedbuffer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

class StreamReadTest {
    @Test
    void waitsForOneByteMoreThanWasThereBeforeTheTry() throws Exception {
        PipeReader input = mock();
        when(input.length()).thenReturn(3L);
        when(input.readLine(UTF_8)).thenAnswer(searched -> {
            // The rest of the line comes in right after the search.
            when(input.length()).thenReturn(7L);
            return null;
        });
        StreamRead<String> read = StreamRead.line();

        assertFalse(read.attempt(input, false));

        assertEquals(4, read.wanted());
    }
}
