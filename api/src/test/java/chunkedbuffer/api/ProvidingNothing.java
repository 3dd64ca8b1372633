package chunkedbuffer.api;

/** A superclass that {@link OtherLoader} does not have. */
public abstract class ProvidingNothing extends ProvidingPipes.Named {
    protected ProvidingNothing() {
        super("incomplete", 1000);
    }
}
