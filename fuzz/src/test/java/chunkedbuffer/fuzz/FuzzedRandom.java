package chunkedbuffer.fuzz;

import java.util.Random;

/**
 * A source of choices that the fuzzer has made: the bytes of its input, one after the other, as many as a choice needs; then
 * zeros. Small choices take a byte each, so that a byte changed is a choice changed.
 */
public final class FuzzedRandom extends Random {

    private static final long serialVersionUID = 1;

    private final byte[] input;
    private int at;

    public FuzzedRandom(byte[] input) {
        super(0);
        this.input = input.clone();
    }

    private int take() {
        return at < input.length ? input[at++] & 0xff : 0;
    }

    public boolean isUsedUp() {
        return at >= input.length;
    }

    /** As many bytes as are left, up to some. */
    public byte[] bytes(int most) {
        byte[] bytes = new byte[Math.min(most, input.length - at)];
        System.arraycopy(input, at, bytes, 0, bytes.length);
        at += bytes.length;
        return bytes;
    }

    @Override
    protected int next(int bits) {
        int value = 0;
        for (int taken = 0; taken < bits; taken += Byte.SIZE) {
            value = value << Byte.SIZE | take();
        }
        return bits == Integer.SIZE ? value : value & (1 << bits) - 1;
    }

    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
        return Math.floorMod(
                next(bits <= Byte.SIZE ? Byte.SIZE : bits <= Short.SIZE ? Short.SIZE : Integer.SIZE), bound);
    }

    @Override
    public boolean nextBoolean() {
        return (take() & 1) != 0;
    }

    @Override
    public long nextLong() {
        return (long) next(Integer.SIZE) << Integer.SIZE | next(Integer.SIZE) & 0xffff_ffffL;
    }
}
