package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets that are lost, late, doubled and out of order: {@code tc netem} in a network namespace of its own, and {@code tbf}, which drops,
 * for kernels without it. Skipped where there can be none: it takes root, iproute2 and a kernel that has namespaces and the queue.
 */
@ParameterizedClass(name = "{0}")
@MethodSource(Transports.NAMES)
@Timeout(300)
class RoughNetworkTest {

    private static final boolean ALL = Boolean.getBoolean("chunkedbuffer.faults.all");
    private static final String NAMESPACE =
            "chunkedbuffer-" + ProcessHandle.current().pid();

    @Parameter
    String transport;

    private boolean made;

    @BeforeEach
    void makeNamespace() throws Exception {
        String refusal = run("ip", "netns", "add", NAMESPACE);
        assumeTrue(refusal == null, () -> "no network namespaces here: " + refusal);
        made = true;
        run("ip", "netns", "exec", NAMESPACE, "ip", "link", "set", "lo", "mtu", "1500");
        String down = run("ip", "netns", "exec", NAMESPACE, "ip", "link", "set", "lo", "up");
        assumeTrue(down == null, () -> "no loopback in a namespace: " + down);
    }

    @AfterEach
    void removeNamespace() throws Exception {
        if (made) {
            run("ip", "netns", "del", NAMESPACE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "netem delay 3ms 2ms",
                "netem loss 2%",
                "netem delay 2ms 1ms loss 1% reorder 25% 50% duplicate 2%",
                "tbf rate 20mbit burst 4000 limit 12000", // drops what comes too fast
            })
    void everyByteArrives(String weather) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("ip", "netns", "exec", NAMESPACE, "tc", "qdisc", "add", "dev", "lo", "root"));
        command.addAll(List.of(weather.split(" ")));
        String refusal = run(command.toArray(String[]::new));
        assumeTrue(refusal == null, () -> "no such queue here: " + refusal);
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        List<String> out = new ChildJvm()
                .through("ip", "netns", "exec", NAMESPACE)
                .run(RoughNetwork.class, transport, String.valueOf(seed), ALL ? "200" : "10");
        String last = out.get(out.size() - 1);
        assertTrue(last.startsWith("verified "), () -> "seed " + seed + ": " + String.join("\n", out));
        System.out.println("Rough network, " + transport + ", " + weather + ": bytes " + last + "; " + dropped());
    }

    /** What the kernel tells of the queue. */
    private static String dropped() throws Exception {
        Process process =
                new ProcessBuilder("ip", "netns", "exec", NAMESPACE, "tc", "-s", "qdisc", "show", "dev", "lo").start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return said.lines()
                .filter(line -> line.contains("dropped"))
                .findFirst()
                .orElse("")
                .trim();
    }

    /** Null, or why it failed. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            return process.exitValue() == 0 ? null : said.trim();
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
