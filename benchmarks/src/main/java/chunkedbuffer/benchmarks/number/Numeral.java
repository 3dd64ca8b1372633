package chunkedbuffer.benchmarks.number;

/** How numbers are written. */
public enum Numeral {
    /** As Redis sends lengths and integers: a type, decimal digits, sometimes a sign before them, CRLF. */
    DECIMAL,
    /** As HTTP sends the sizes of chunks: 1 to 5 hexadecimal digits, CRLF. */
    HEXADECIMAL,
    /** As protobuf writes them: 7 bits a byte, the lowest first, the high bit set in all but the last; 1 to 5 bytes. */
    VARINT
}
