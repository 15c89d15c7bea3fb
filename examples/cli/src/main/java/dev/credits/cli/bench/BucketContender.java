package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.SQLException;
import java.time.Duration;

/** What a Java host would pick instead where all it wants is a limit: bucket4j's buckets in PostgreSQL. Consumes one token. */
final class BucketContender implements Contender {
    private static final long PLENTY = 1_000_000_000_000L;
    private static final BucketConfiguration CONFIGURATION = BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(PLENTY).refillIntervally(PLENTY, Duration.ofDays(30)))
            .build();

    private final ProxyManager<Long> buckets;

    private BucketContender(ProxyManager<Long> buckets) {
        this.buckets = buckets;
    }

    /** Two ways to lock a bucket. */
    enum Lock {
        FOR_UPDATE("SELECT FOR UPDATE"),
        ADVISORY("advisory lock");

        private final String description;

        Lock(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    static void createTable(HikariDataSource pool, String schema) throws SQLException {
        Target.run(
                pool,
                "DROP TABLE IF EXISTS " + table(schema),
                "CREATE TABLE " + table(schema)
                        + " (id bigint PRIMARY KEY, state bytea, expires_at bigint) WITH (fillfactor = 50)");
    }

    static BucketContender on(HikariDataSource pool, String schema, Lock lock) {
        ProxyManager<Long> buckets = lock == Lock.FOR_UPDATE
                ? Bucket4jPostgreSQL.selectForUpdateBasedBuilder(pool)
                        .table(table(schema))
                        .build()
                : Bucket4jPostgreSQL.advisoryLockBasedBuilder(pool)
                        .table(table(schema))
                        .build();
        return new BucketContender(buckets);
    }

    @Override
    public void reserve(int account, long request) throws SQLException {
        if (!buckets.getProxy((long) account, () -> CONFIGURATION).tryConsume(1)) {
            throw new SQLException("bucket4j: the bucket is empty");
        }
    }

    @Override
    public void settle(int account, long request) {
        throw new UnsupportedOperationException("a bucket has nothing to settle");
    }

    @Override
    public boolean inPairs() {
        return false;
    }

    private static String table(String schema) {
        return schema + ".bench_bucket";
    }
}
