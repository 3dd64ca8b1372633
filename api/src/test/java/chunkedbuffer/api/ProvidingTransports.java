package chunkedbuffer.api;

import chunkedbuffer.spi.TransportProvider;
import org.mockito.Mockito;

/** Transport providers as others may write them; loaded by {@link OtherLoader}. */
public final class ProvidingTransports {
    private ProvidingTransports() {}

    public abstract static class Named implements TransportProvider {
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

        @Override
        public Transport create(TransportOptions options) {
            return Mockito.mock(Transport.class, name + " opened it with " + options);
        }
    }

    public static final class Plain extends Named {
        public Plain() {
            super("plain", -20);
        }
    }

    public static final class NotHere extends Named {
        public NotHere() {
            super("native", 20);
        }

        @Override
        public boolean isAvailable() {
            return false;
        }
    }

    /** Says why. */
    public static final class NeedsAnotherSystem extends Named {
        public NeedsAnotherSystem() {
            super("elsewhere", 20);
        }

        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public String unavailability() {
            return "it needs another system";
        }
    }

    /** Does not even say that. */
    public static final class Mute extends Named {
        public Mute() {
            super("mute", 10);
        }

        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public String unavailability() {
            throw new AbstractMethodError();
        }
    }

    public static final class ByTheSameNameHere extends Named {
        public ByTheSameNameHere() {
            super("native", 10);
        }
    }

    public static final class LacksLibrary extends Named {
        public LacksLibrary() {
            super("linked", 30);
        }

        @Override
        public boolean isAvailable() {
            throw new UnsatisfiedLinkError("no library on this machine");
        }
    }

    public static final class Confused extends Named {
        public Confused() {
            super("confused", 40);
        }

        @Override
        public boolean isAvailable() {
            throw new IllegalStateException("thrown by isAvailable()");
        }
    }
}
