package chunkedbuffer.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A framework and what it brings beside chunkedbuffer's bundles.
 *
 * @param kind whose framework
 * @param mediator whether there is a Service Loader Mediator, SPI Fly, which SLF4J's own bundle cannot be without; else the
 *     framework exports SLF4J itself, as those do that come with a logging service
 */
record OsgiWorld(OsgiKind kind, boolean mediator) {
    static List<OsgiWorld> all() {
        List<OsgiWorld> all = new ArrayList<>();
        for (OsgiKind kind : OsgiKind.values()) {
            all.add(new OsgiWorld(kind, true));
            all.add(new OsgiWorld(kind, false));
        }
        return all;
    }

    /** The last word is for whoever looks into the reports for the newer Java. */
    @Override
    public String toString() {
        return kind + (mediator ? " with a mediator" : " without a mediator") + ", JDK "
                + Runtime.version().feature();
    }
}
