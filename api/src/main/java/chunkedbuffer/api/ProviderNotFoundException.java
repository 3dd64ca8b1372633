package chunkedbuffer.api;

/**
 * No implementation of a pipe, a pool or a transport could be chosen: there is none, none has the name asked for, or the
 * one asked for does not work on this machine.
 *
 * <p>The message lists the names that were found, or the artifact to add. Providers that were there but could not be loaded
 * are the {@linkplain #getSuppressed() suppressed} exceptions. The failure is not remembered: the next call looks again.
 *
 * @see chunkedbuffer.spi
 */
public class ProviderNotFoundException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message names what was looked for, what was found and what to do
     */
    public ProviderNotFoundException(String message) {
        super(message);
    }
}
