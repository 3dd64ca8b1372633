package chunkedbuffer.mocktests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.PipeReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final PipeReader input = mock(PipeReader.class);
    private final FrameReader frames = new FrameReader(input);

    @Test
    void readsFrames() throws Exception {
        when(input.awaitReadable(anyLong())).thenReturn(true);
        when(input.readInt()).thenReturn(3, 1);
        when(input.readBytes(3)).thenReturn(new byte[] {1, 2, 3});
        when(input.readBytes(1)).thenReturn(new byte[] {4});
        assertArrayEquals(new byte[] {1, 2, 3}, frames.next());
        assertArrayEquals(new byte[] {4}, frames.next());
    }

    @Test
    void theEndBetweenFramesIsTheEnd() throws Exception {
        when(input.isExhausted()).thenReturn(true);
        assertNull(frames.next());
    }

    @Test
    void theEndInALengthIsNot() throws Exception {
        when(input.readAtMost(-1)).thenReturn(new byte[] {0, 0});
        PartialReadException partial = assertThrows(PartialReadException.class, frames::next);
        assertArrayEquals(new byte[] {0, 0}, partial.leftover());
    }

    @Test
    void aResetInTheMiddleOfAFrameIsThrown() throws Exception {
        IOException reset = new IOException("Connection reset");
        when(input.awaitReadable(4)).thenReturn(true);
        when(input.readInt()).thenReturn(100);
        when(input.awaitReadable(100)).thenReturn(false);
        when(input.readBytes(100)).thenThrow(reset);
        assertSame(reset, assertThrows(IOException.class, frames::next));
    }

    @Test
    void aLengthThatCannotBeIsRefusedBeforeMemoryIsAskedFor() throws Exception {
        when(input.awaitReadable(4)).thenReturn(true);
        when(input.readInt()).thenReturn(Integer.MAX_VALUE);
        IOException refused = assertThrows(IOException.class, frames::next);
        assertTrue(refused.getMessage().contains("2147483647"), refused::getMessage);
        verify(input, never()).readBytes(anyInt());
    }
}
