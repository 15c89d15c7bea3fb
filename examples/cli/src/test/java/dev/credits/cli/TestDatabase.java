package dev.credits.cli;

import dev.credits.jdbc.testing.TestPostgres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A new, empty database for one test. */
record TestDatabase(String url) {
    /** The databases the command line runs on. */
    enum Kind {
        H2 {
            @Override
            TestDatabase create() {
                return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            }
        },
        POSTGRESQL {
            @Override
            TestDatabase create() {
                return new TestDatabase(TestPostgres.freshUrl());
            }
        };

        abstract TestDatabase create();
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.values());
    }

    /** The arguments, with the options that say where the database is. */
    String[] args(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--db", url));
        return all.toArray(String[]::new);
    }
}
