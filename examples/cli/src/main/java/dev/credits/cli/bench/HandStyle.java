package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;

/** The two best ways to write an operation by hand. */
enum HandStyle {
    /** One statement that changes the account and inserts hold and entry, committed by itself: one round trip. */
    ONE_STATEMENT("one statement") {
        @Override
        Contender on(HikariDataSource pool, HandTables tables) {
            return new HandContender(pool, tables);
        }
    },
    /** A statement a table, in a transaction. */
    TRANSACTION("a transaction") {
        @Override
        Contender on(HikariDataSource pool, HandTables tables) {
            return new HandTransactionContender(pool, tables);
        }
    };

    private final String description;

    HandStyle(String description) {
        this.description = description;
    }

    abstract Contender on(HikariDataSource pool, HandTables tables);

    String description() {
        return description;
    }
}
