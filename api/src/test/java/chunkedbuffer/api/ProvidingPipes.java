package chunkedbuffer.api;

import chunkedbuffer.spi.PipeProvider;
import java.util.concurrent.atomic.AtomicInteger;
import org.mockito.Mockito;

/** Pipe providers as others may write them, good and bad; loaded by {@link OtherLoader}. */
public final class ProvidingPipes {
    private ProvidingPipes() {}

    /** Makes pipes that say which provider made them, and which options they got. */
    public abstract static class Named implements PipeProvider {
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
        public Pipe create(PipeOptions options) {
            return Mockito.mock(Pipe.class, name + " made it of " + options);
        }
    }

    public static final class Low extends Named {
        public Low() {
            super("low", -10);
        }
    }

    public static final class Middle extends Named {
        public Middle() {
            super("middle", 5);
        }
    }

    public static final class High extends Named {
        public High() {
            super("high", 10);
        }
    }

    /** Says nothing of its priority. */
    public static final class Default implements PipeProvider {
        @Override
        public String name() {
            return "default";
        }

        @Override
        public Pipe create(PipeOptions options) {
            return Mockito.mock(Pipe.class);
        }
    }

    public static final class TieB extends Named {
        public TieB() {
            super("b", 20);
        }
    }

    public static final class TieA extends Named {
        public TieA() {
            super("a", 20);
        }
    }

    public static final class AnotherLow extends Named {
        public AnotherLow() {
            super("low", 1);
        }
    }

    public static final class EquallyLow extends Named {
        public EquallyLow() {
            super("low", -10);
        }
    }

    /** Counts how often it is made, in a system property as each loader has its own copy of this class. */
    public static final class Counted extends Named {
        public static final String COUNT = "chunkedbuffer.test.counted";

        public Counted() {
            super("counted", 0);
            AtomicInteger count = (AtomicInteger) System.getProperties().get(COUNT);
            if (count != null) {
                count.incrementAndGet();
            }
        }
    }

    /** Looks for another pipe too early. */
    public static final class MadeOfPipes extends Named {
        public MadeOfPipes() {
            super("made-of-pipes", 2000);
            Pipe.create().close();
        }
    }

    public static final class ThrowsWhenMade extends Named {
        public ThrowsWhenMade() {
            super("throws", 1000);
            throw new IllegalStateException("thrown by the constructor");
        }
    }

    public static final class ThrowsTheSameWhenMade extends Named {
        public ThrowsTheSameWhenMade() {
            super("throws-too", 1000);
            throw new IllegalStateException("thrown by the constructor");
        }
    }

    public static final class FailsToInitialize extends Named {
        static final int NEVER = Integer.parseInt("not a number");

        public FailsToInitialize() {
            super("fails", 1000);
        }
    }

    public static final class HasNoName extends Named {
        public HasNoName() {
            super(null, 1000);
        }
    }

    public static final class HasBlankName extends Named {
        public HasBlankName() {
            super(" ", 1000);
        }
    }

    public static final class ThrowsWhenAskedForName extends Named {
        public ThrowsWhenAskedForName() {
            super("throws", 1000);
        }

        @Override
        public String name() {
            throw new UnsupportedOperationException("thrown by name()");
        }
    }

    public static final class ThrowsWhenAskedForPriority extends Named {
        public ThrowsWhenAskedForPriority() {
            super("throws", 1000);
        }

        @Override
        public int priority() {
            throw new NoSuchMethodError("thrown by priority()");
        }
    }

    /** As if compiled against an API that had what this one does not have. */
    public static final class Outdated extends Named {
        public Outdated() {
            super("outdated", 1000);
        }

        @Override
        public Pipe create(PipeOptions options) {
            throw new NoSuchMethodError("thrown by create()");
        }
    }

    public static final class HasNoConstructor extends Named {
        public HasNoConstructor(String name) {
            super(name, 1000);
        }
    }

    static final class NotPublic extends Named {
        public NotPublic() {
            super("hidden", 1000);
        }
    }

    public static final class NoPipeProviderAtAll {}

    /** Its superclass is not there when it is loaded; see {@link OtherLoader}. */
    public static final class HasNoSuperclass extends ProvidingNothing {}
}
