/**
 * What those implement who bring a pipe, a chunk pool or a transport of their own.
 *
 * <p>A provider is a public class with a public constructor without parameters (or, in a module, a {@code provider()}
 * method), named in {@code module-info.java} by {@code provides … with …} and, for the class path, in a file {@code
 * META-INF/services/<name of the provider interface>}. Built-in providers have priorities below 0, so that any other
 * provider is preferred without configuration.
 *
 * <p><b>How a provider is chosen</b>, the same for all three kinds:
 *
 * <ol>
 *   <li>the name given in code: {@link chunkedbuffer.api.PipeOptions.Builder#provider(String)}, {@link
 *       chunkedbuffer.api.ChunkPool#create(String, chunkedbuffer.api.ChunkPoolOptions)}, {@link
 *       chunkedbuffer.api.TransportOptions.Builder#name(String)};
 *   <li>else the name in the system property {@code chunkedbuffer.pipe}, {@code chunkedbuffer.pool} or {@code
 *       chunkedbuffer.transport}, read at every look-up; empty counts as not set;
 *   <li>else the available provider with the highest priority. Of several with the same, the first by name is taken, and
 *       a warning logged.
 * </ol>
 *
 * <p>Two providers of one name: the one with the higher priority is taken, and a warning logged. A name that no provider
 * has, or no provider at all, is a {@link chunkedbuffer.api.ProviderNotFoundException}.
 *
 * <p><b>Where providers are looked for:</b> through the class loader of this API first, then through the context class
 * loader of the calling thread. A provider found through both counts once. One that cannot be loaded, throws from its
 * constructor, or has no name, is logged as a warning and passed over; the others stay usable. One that is chosen, but was
 * compiled against a version of this API that does not fit, shows that in {@code create}, which fails with an {@link
 * IllegalStateException} that names the class and its jar; what else {@code create} throws reaches the caller as it is.
 *
 * <p>Providers found are remembered for each context class loader, softly, so that a loader thrown away can be
 * collected. A look-up that found nothing is not remembered, and a name that is not among the remembered providers is
 * looked for again, so that a provider that arrives late is found by its name.
 *
 * <p><b>In an OSGi framework</b> the API's bundle, when it is started, looks into every running bundle that has such a file
 * {@code META-INF/services/…}, and forgets what it found there when the bundle stops or is updated. A bundle with a provider
 * needs no header and no activator for that, and the framework no Service Loader Mediator; where there is one, it finds the
 * same, as the built-in providers have the headers that it asks for.
 *
 * <p><b>For pools</b> there is leak detection, {@link chunkedbuffer.spi.LeakTracker}, and what they tell Flight Recorder, {@link
 * chunkedbuffer.spi.PoolEvents}.
 *
 * <p><b>For transports</b> there is what every one needs: {@link chunkedbuffer.spi.EventLoops} to mark loops, {@link
 * chunkedbuffer.spi.ConnectionExecutor} for where user code runs, {@link chunkedbuffer.spi.AddressFailure} for failures that name
 * an address, and {@link chunkedbuffer.spi.SocketFile} for the file of a Unix-domain socket.
 *
 * <p><b>For all</b> there is {@link chunkedbuffer.spi.Witness}, by which a use after {@code close} is told who closed.
 */
@NullMarked
package chunkedbuffer.spi;

import org.jspecify.annotations.NullMarked;
