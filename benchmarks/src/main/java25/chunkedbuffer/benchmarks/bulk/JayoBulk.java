package chunkedbuffer.benchmarks.bulk;

import jayo.Buffer;

/** Jayo: its read and write of an array. */
final class JayoBulk extends BulkBuffer {
    private final Buffer data = Buffer.create();

    @Override
    public void write(byte[] block) {
        data.write(block);
    }

    @Override
    public void read(byte[] block) {
        data.readTo(block);
    }
}
