package chunkedbuffer.spi;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that binding a Unix-domain socket leaves behind, which the listener has to delete. It is deleted only while it is still the
 * same file. For transports; not safe for use by several threads.
 */
public final class SocketFile {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    private @Nullable Path path;
    private @Nullable Object identity;

    /** None yet. */
    public SocketFile() {}

    /**
     * Takes note of the file that a bind has just made; nothing for other kinds of addresses.
     *
     * @param address what was bound
     * @throws IOException if the file cannot be looked at
     */
    public void created(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            path = unix.getPath();
            identity = identity(unix.getPath());
        }
    }

    /** Deletes the file, if there is one and it is still the same; once. */
    public void delete() {
        Path file = path;
        path = null;
        if (file == null) {
            return;
        }
        try {
            if (Objects.equals(identity, identity(file))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("The socket file {} is not there to be deleted", file, e);
        }
    }

    /** Null where the file system has no such thing. */
    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
