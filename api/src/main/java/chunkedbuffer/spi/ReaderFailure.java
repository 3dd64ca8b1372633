package chunkedbuffer.spi;

/**
 * A reader's end of a pipe that can say why it closes, so that the writer learns the reason: implemented by a
 * {@link chunkedbuffer.api.PipeReader} where its pipe can carry one.
 *
 * <p>For transports, which read what users write: {@code if (reader instanceof ReaderFailure failing)
 * failing.closeReader(cause); else reader.close();}
 */
public interface ReaderFailure {
    /**
     * As {@link chunkedbuffer.api.PipeReader#close()}, and the writer's {@link chunkedbuffer.api.ReaderClosedException} has
     * this cause. Of several closings the first one stands. Safe from any thread.
     *
     * @param cause why nobody will read any more
     */
    void closeReader(Throwable cause);

    /**
     * Has the writer's calls throw {@link chunkedbuffer.api.ReaderClosedException} from now on, as if this end were closed; what was
     * flushed by then can still be read. For a transport that sends what is there, and closes. Safe from any thread. The default
     * does nothing.
     */
    default void refuseWrites() {}
}
