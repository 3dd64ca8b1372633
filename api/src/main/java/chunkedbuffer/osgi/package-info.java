/**
 * What the API does as an OSGi bundle: it looks for providers in other bundles by itself, so that it needs no mediator. Not
 * exported. Only {@link chunkedbuffer.osgi.ApiBundle} knows OSGi's types, and only a framework loads it.
 */
@NullMarked
package chunkedbuffer.osgi;

import org.jspecify.annotations.NullMarked;
