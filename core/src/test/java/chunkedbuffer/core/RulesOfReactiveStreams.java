package chunkedbuffer.core;

import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/**
 * The rules of Reactive Streams for a publisher with one subscriber. The kit has methods for rules that no test can prove, and
 * for many subscribers; all that they would do here is to report themselves as skipped. They are no tests, and are taken out.
 *
 * @param <T> what is published
 */
abstract class RulesOfReactiveStreams<T> extends FlowPublisherVerification<T> {

    RulesOfReactiveStreams() {
        super(new TestEnvironment(500, 50));
    }

    @Override
    @Test(enabled = false)
    public final void optional_spec111_maySupportMultiSubscribe() {}

    @Override
    @Test(enabled = false)
    public final void optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals() {}

    @Override
    @Test(enabled = false)
    public final void
            optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingOneByOne() {}

    @Override
    @Test(enabled = false)
    public final void
            optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfront() {}

    @Override
    @Test(enabled = false)
    public final void
            optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfrontAndCompleteAsExpected() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec106_mustConsiderSubscriptionCancelledAfterOnErrorOrOnCompleteHasBeenCalled() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec107_mustNotEmitFurtherSignalsOnceOnErrorHasBeenSignalled() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec108_possiblyCanceledSubscriptionShouldNotReceiveOnErrorOrOnCompleteSignals() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec109_subscribeShouldNotThrowNonFatalThrowable() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec110_rejectASubscriptionRequestIfTheSameSubscriberSubscribesTwice() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec304_requestShouldNotPerformHeavyComputations() {}

    @Override
    @Test(enabled = false)
    public final void untested_spec305_cancelMustNotSynchronouslyPerformHeavyComputation() {}
}
