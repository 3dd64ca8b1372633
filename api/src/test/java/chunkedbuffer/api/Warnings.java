package chunkedbuffer.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs through SLF4J while this is open. */
final class Warnings implements AutoCloseable {
    static {
        // On the module path the tests are part of a module that does not read Logback's.
        Module logback = LoggerFactory.getILoggerFactory().getClass().getModule();
        if (logback.isNamed()) {
            Warnings.class.getModule().addReads(logback);
            Warnings.class
                    .getModule()
                    .addReads(
                            logback.getLayer().findModule("ch.qos.logback.core").orElseThrow());
        }
    }

    private final Logger logger;
    private final Level before;
    private final boolean additive;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    Warnings(String loggerName) {
        logger = (Logger) LoggerFactory.getLogger(loggerName);
        before = logger.getLevel();
        additive = logger.isAdditive();
        appender.start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    /** The messages so far; a test may only see warnings, nothing below or above. */
    List<String> messages() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    boolean haveCauses() {
        return appender.list.stream().allMatch(event -> event.getThrowableProxy() != null);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
        logger.setAdditive(additive);
    }
}
