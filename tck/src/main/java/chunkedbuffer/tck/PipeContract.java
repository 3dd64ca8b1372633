package chunkedbuffer.tck;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import org.junit.jupiter.api.Nested;

/**
 * Everything that a {@link Pipe} promises, as tests: a subclass of it in the tests of an implementation runs them all, over
 * heap and direct memory, in chunks of one byte and up.
 *
 * <pre>{@code
 * class MyPipeTest extends PipeContract {
 *     @Override
 *     protected Pipe create(PipeOptions options) {
 *         return new MyPipe(options);
 *     }
 * }
 * }</pre>
 *
 * <p>The pipe takes all its chunks from {@link PipeOptions#pool()}, which is a {@link ProbePool}: after each test every chunk
 * must have come back. Each subject is a suite of its own, such as {@link PipeReadContract}, which can be subclassed alone in
 * the same way.
 */
public abstract class PipeContract {
    /** For subclasses. */
    protected PipeContract() {}

    /**
     * The pipe under test.
     *
     * @param options what it shall be like; the implementation passes them on
     * @return a new pipe
     */
    protected abstract Pipe create(PipeOptions options);

    /** PipeReadContract. */
    @Nested
    class Reading extends PipeReadContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeWriteContract. */
    @Nested
    class Writing extends PipeWriteContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeNumberContract. */
    @Nested
    class Numbers extends PipeNumberContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeSearchContract. */
    @Nested
    class Searching extends PipeSearchContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeEndContract. */
    @Nested
    class TheEnd extends PipeEndContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeMemoryContract. */
    @Nested
    class Memory extends PipeMemoryContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** BackPressureContract. */
    @Nested
    class BackPressure extends BackPressureContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeWaitContract. */
    @Nested
    class Waiting extends PipeWaitContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeListenerContract. */
    @Nested
    class Listening extends PipeListenerContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeCloseContract. */
    @Nested
    class Closing extends PipeCloseContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeStreamContract. */
    @Nested
    class Streams extends PipeStreamContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeChannelContract. */
    @Nested
    class Channels extends PipeChannelContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipePublisherContract. */
    @Nested
    class Publishing extends PipePublisherContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }

    /** PipeTransferContract. */
    @Nested
    class Transferring extends PipeTransferContract {
        @Override
        protected Pipe create(PipeOptions options) {
            return PipeContract.this.create(options);
        }
    }
}
