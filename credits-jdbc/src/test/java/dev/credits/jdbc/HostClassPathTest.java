package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host finds on its class path because it uses this module. */
class HostClassPathTest {
    @Test
    @DisplayName("no Flyway: a framework that finds one would migrate with it, and a host's own may have any version")
    void noFlyway() {
        ClassLoader loader = JdbcStorage.class.getClassLoader();
        assertThat(loader.getResource("org/flywaydb/core/Flyway.class")).isNull();
        assertThat(loader.getResource("META-INF/services/org.flywaydb.core.extensibility.Plugin"))
                .isNull();
        assertThat(loader.getResource("dev/credits/flyway/core/Flyway.class")).isNotNull();
    }
}
