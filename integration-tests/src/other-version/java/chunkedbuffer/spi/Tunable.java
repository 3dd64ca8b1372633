package chunkedbuffer.spi;

/** A type that the real api does not have. */
public interface Tunable {}
