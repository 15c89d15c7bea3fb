package dev.credits.jdbc.testing;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** H2 databases for tests, each new and empty. */
public final class TestH2 {
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestH2() {}

    /** A database in memory, which lasts as long as this JVM. */
    public static JdbcDataSource memory() {
        return at("jdbc:h2:mem:test" + MADE.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    }

    /** A database in a file of this folder, open while there is a connection to it. */
    public static JdbcDataSource file(Path folder) {
        return at("jdbc:h2:file:" + folder.resolve("credits").toAbsolutePath());
    }

    private static JdbcDataSource at(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }
}
