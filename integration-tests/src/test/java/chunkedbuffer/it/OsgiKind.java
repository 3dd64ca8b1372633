package chunkedbuffer.it;

import java.util.Map;

/** Whose framework. */
enum OsgiKind {
    FELIX(
            "Felix",
            "felix",
            "org.apache.felix.framework.FrameworkFactory",
            Map.of("felix.bootdelegation.implicit", "false", "org.osgi.framework.bootdelegation", "sun.nio.ch")),
    EQUINOX(
            "Equinox",
            "equinox",
            "org.eclipse.osgi.launch.EquinoxFactory",
            Map.of("osgi.compatibility.bootdelegation", "false", "osgi.compatibility.bootdelegation.default", "false"));

    private final String text;

    /** Under which name the build hands over its jar. */
    final String jar;

    final String factory;

    /**
     * So that a bundle sees no class that it has not asked for; but for one package, which Netty's native part looks for as
     * it is loaded, and finds in a Felix of default settings.
     */
    final Map<String, String> strict;

    OsgiKind(String text, String jar, String factory, Map<String, String> strict) {
        this.text = text;
        this.jar = jar;
        this.factory = factory;
        this.strict = strict;
    }

    @Override
    public String toString() {
        return text;
    }
}
