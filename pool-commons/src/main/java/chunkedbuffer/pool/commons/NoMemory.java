package chunkedbuffer.pool.commons;

/**
 * What the factory throws where no chunk may be made: the only way to tell Commons Pool, short of letting it count objects.
 * Without a stack: it happens in the normal course of a pool at its bound.
 */
final class NoMemory extends Exception {

    private static final long serialVersionUID = 1L;

    NoMemory() {
        super("the pool is at its bound", null, false, false);
    }
}
