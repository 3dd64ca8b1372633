package chunkedbuffer.examples.redis;

/**
 * An error that the server replied with, as a value: in the replies of a pipeline and within arrays.
 *
 * @param message what the server says, such as {@code ERR unknown command}
 */
public record RespError(String message) {}
