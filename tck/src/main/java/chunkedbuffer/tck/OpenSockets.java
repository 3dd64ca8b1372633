package chunkedbuffer.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The socket descriptors of this process at one moment, told by descriptor and inode; none where there is no /proc. */
final class OpenSockets {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static {
        openThePermanentOnes();
    }

    private final Set<String> sockets;

    private OpenSockets(Set<String> sockets) {
        this.sockets = sockets;
    }

    static OpenSockets now() {
        return new OpenSockets(list());
    }

    /** One line for each socket that is open now and was not then. */
    List<String> newOnes() {
        return list().stream()
                .filter(each -> !sockets.contains(each))
                .map(each -> "socket open: descriptor " + each)
                .toList();
    }

    private static Set<String> list() {
        Set<String> found = new HashSet<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return found;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("socket:")) {
                    found.add(descriptor.getFileName() + " -> " + target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "closed since it was listed";
        }
    }

    /** The JDK keeps a socket pair open for good once the first channel has been closed. */
    private static void openThePermanentOnes() {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                    SocketChannel accepted = server.accept()) {
                client.finishConnect();
                accepted.finishConnect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
