package chunkedbuffer.soak;

/** A conversation as its first line asks for it: {@code KIND SEED LENGTH}. */
record Talk(Kind kind, long seed, long length) {

    enum Kind {
        /** The server sends back what it is sent. */
        ECHO,
        /** The server sends noise of the seed. */
        DOWNLOAD,
        /** The server checks the noise that it is sent, and says how much was right: {@code LENGTH LF}. */
        UPLOAD,
        /** The server sends noise of the seed, and resets before all is sent. */
        BREAK
    }

    static final int LONGEST_LINE = 80;

    String line() {
        return kind + " " + seed + " " + length + "\n";
    }

    static Talk parse(String line) {
        String[] words = line.split(" ");
        return new Talk(Kind.valueOf(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    Noise noise() {
        return new Noise(seed);
    }
}
