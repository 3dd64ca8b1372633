package chunkedbuffer.spi;

/** Keeps the package from being empty until its first type is there. */
interface Placeholder {}
