package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.tck.NothingLeaked;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeaked.class)
class JmxTest {

    static {
        // The module that the test is patched into leaves JMX to Commons Pool.
        JmxTest.class
                .getModule()
                .addReads(ModuleLayer.boot().findModule("java.management").orElseThrow());
    }

    private static final String PREFIX = "chunkedbuffer:type=ChunkPool,provider=commons,name=";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private static CommonsPoolOptions.Builder named(String name) {
        return CommonsPoolOptions.builder().name(name);
    }

    private Set<String> sizes(String name) throws Exception {
        return server.queryNames(new ObjectName(PREFIX + name + ",*"), null).stream()
                .map(each -> each.getKeyProperty("size"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachSizeIsABeanWhileThePoolIsOpen() throws Exception {
        ChunkPool pool = named("uploads 1.a").build().create(ChunkPoolOptions.defaults());
        assertEquals(
                new TreeSet<>(Set.of("2KiB", "4KiB", "8KiB", "16KiB", "32KiB", "64KiB", "128KiB", "256KiB")),
                sizes("uploads 1.a"));
        pool.close();
        assertEquals(Set.of(), sizes("uploads 1.a"));
    }

    @Test
    void onlySizesBelowTheBoundHaveABean() throws Exception {
        ChunkPoolOptions options =
                ChunkPoolOptions.builder().maxTotalBytes(10_000).build();
        try (ChunkPool pool = named("small").build().create(options)) {
            assertEquals(Set.of("2KiB", "4KiB", "8KiB"), sizes("small"));
            assertEquals(0, pool.stats().inUse());
        }
    }

    @Test
    void theBeanCounts() throws Exception {
        try (ChunkPool pool = named("counted").build().create(ChunkPoolOptions.defaults())) {
            Chunk chunk = pool.acquire(8000);
            pool.acquire(8000).release();
            ObjectName bean = new ObjectName(PREFIX + "counted,size=8KiB");
            assertEquals(1, server.getAttribute(bean, "NumActive"));
            assertEquals(1, server.getAttribute(bean, "NumIdle"));
            assertEquals(2L, server.getAttribute(bean, "BorrowedCount"));
            assertEquals(1L, server.getAttribute(bean, "ReturnedCount"));
            assertEquals(60_000L, server.getAttribute(bean, "TimeBetweenEvictionRunsMillis"));
            Object all = server.invoke(bean, "listAllObjects", new Object[0], new String[0]);
            assertEquals(2, ((Object[]) all).length);
            chunk.release();
        }
    }

    @Test
    void aSecondPoolOfTheNameGetsANumber() throws Exception {
        ChunkPoolOptions options =
                ChunkPoolOptions.builder().maxTotalBytes(2048).build();
        try (ChunkPool first = named("twice").build().create(options);
                ChunkPool second = named("twice").build().create(options)) {
            assertEquals(Set.of("2KiB", "2KiB2"), sizes("twice"));
            assertEquals(first.stats(), second.stats());
        }
    }

    @Test
    void withoutANameAPoolGetsOneOfItsOwn() throws Exception {
        int before = sizes("*").size();
        try (ChunkPool first = new CommonsPoolProvider().create(ChunkPoolOptions.defaults());
                ChunkPool second = new CommonsPoolProvider().create(ChunkPoolOptions.defaults())) {
            Set<ObjectName> names = server.queryNames(new ObjectName(PREFIX + "pool-*,size=64KiB"), null);
            assertTrue(names.size() >= 2, names::toString);
            assertEquals(first.stats(), second.stats());
        }
        assertEquals(before, sizes("*").size());
    }

    @Test
    void notWhereItIsSwitchedOff() throws Exception {
        try (ChunkPool pool = named("hidden").jmx(false).build().create(ChunkPoolOptions.defaults())) {
            pool.acquire(1).release();
            assertEquals(Set.of(), sizes("hidden"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a=b", "a*", "a:b", "a?", "\"a\"", "a\nb"})
    void aNameThatJmxWouldNotTake(String name) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> named(name));
        assertTrue(thrown.getMessage().contains("\"" + name + "\""), thrown::getMessage);
    }
}
