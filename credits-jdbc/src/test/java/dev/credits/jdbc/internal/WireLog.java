package dev.credits.jdbc.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts how often PostgreSQL's driver waits for the server, by what it logs of its own protocol. */
final class WireLog extends Handler implements AutoCloseable {
    private final Logger driver = Logger.getLogger("org.postgresql");
    private final boolean parents = driver.getUseParentHandlers();
    private final AtomicInteger syncs = new AtomicInteger();

    static WireLog start() {
        WireLog log = new WireLog();
        log.setLevel(Level.ALL);
        log.driver.setUseParentHandlers(false);
        log.driver.addHandler(log);
        log.driver.setLevel(Level.FINEST);
        return log;
    }

    int roundTrips() {
        return syncs.get();
    }

    @Override
    public void publish(LogRecord message) {
        if (String.valueOf(message.getMessage()).contains("FE=> Sync")) {
            syncs.incrementAndGet();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        driver.setLevel(null);
        driver.removeHandler(this);
        driver.setUseParentHandlers(parents);
    }
}
