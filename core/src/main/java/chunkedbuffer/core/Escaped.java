package chunkedbuffer.core;

/** Bytes as text for a message: what is printable as it is, the rest escaped. */
final class Escaped {
    private static final int MOST = 40;

    private Escaped() {}

    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, MOST); i++) {
            int b = bytes[i] & 0xff;
            switch (b) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                case '\'' -> text.append("\\'");
                default -> {
                    if (b >= 0x20 && b < 0x7f) {
                        text.append((char) b);
                    } else {
                        text.append(String.format("\\x%02x", b));
                    }
                }
            }
        }
        return text.append(bytes.length > MOST ? "…" : "").toString();
    }
}
