package dev.credits.jdbc.metering;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;

/** Where credits and prices are kept. */
enum Place {
    MEMORY {
        @Override
        Storage fresh() {
            return new MemoryStorage();
        }
    },
    H2 {
        @Override
        Storage fresh() {
            return JdbcStorage.on(Engine.H2.fresh());
        }
    },
    POSTGRESQL {
        @Override
        Storage fresh() {
            return JdbcStorage.on(Engine.POSTGRESQL.fresh());
        }
    };

    /** A new, empty one. */
    abstract Storage fresh();
}
