package chunkedbuffer.api;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import chunkedbuffer.spi.ChunkPoolProvider;

/** Pool providers as others may write them; loaded by {@link OtherLoader}. */
public final class ProvidingPools {
    private ProvidingPools() {}

    public abstract static class Named implements ChunkPoolProvider {
        private final String name;
        private final int priority;

        protected Named(String name, int priority) {
            this.name = name;
            this.priority = priority;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        /** The acquisitions in its statistics tell the pools apart: they are the priority. */
        @Override
        public ChunkPool create(ChunkPoolOptions options) {
            ChunkPool pool = mock(ChunkPool.class, name + " made it of " + options);
            when(pool.stats()).thenReturn(new PoolStats(priority, 0, 0, 0, 0, 0));
            return pool;
        }
    }

    public static final class Small extends Named {
        public Small() {
            super("small", 1);
        }
    }

    public static final class Failing extends Named {
        public Failing() {
            super("failing", 3);
        }

        @Override
        public int priority() {
            throw new AssertionError("thrown by the test");
        }
    }

    public static final class Large extends Named {
        public Large() {
            super("large", 2);
        }
    }
}
