package dev.credits.jdbc.testing;

import javax.sql.DataSource;

/** The databases that every test of storage runs on. */
public enum Engine {
    H2 {
        @Override
        public DataSource fresh() {
            return TestH2.memory();
        }
    },
    POSTGRESQL {
        @Override
        public DataSource fresh() {
            return TestPostgres.fresh();
        }
    };

    /** Connections to a new, empty place. */
    public abstract DataSource fresh();
}
