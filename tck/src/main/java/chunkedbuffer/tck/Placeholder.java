package chunkedbuffer.tck;

/** Keeps the package from being empty until its first type is there. */
interface Placeholder {}
