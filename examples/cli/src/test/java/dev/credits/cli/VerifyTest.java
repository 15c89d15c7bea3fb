package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VerifyTest {
    @Test
    @Tag("L2")
    @Tag("L8")
    @Tag("K3")
    @DisplayName("L8: verification names what was tampered with, and ends with exit code 4")
    void tampered() throws SQLException {
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.feed("""
                {"op":"open","account":"user:1","key":"o"}
                {"op":"grant","account":"user:1","amount":"100","key":"g"}
                {"op":"open","account":"user:2","key":"o"}
                """, database.args("apply"));
        assertThat(Cli.run(database.args("verify")).out()).isEqualTo("Every law holds: 2 accounts, 3 entries.\n");
        assertThat(Cli.run(database.args("verify", "--account", "user:2")).out())
                .isEqualTo("Every law holds: 1 accounts, 1 entries.\n");
        assertThat(Cli.run(database.args("verify", "--account", "user:3")).exitCode())
                .isEqualTo(ExitCode.REFUSED);

        try (Connection connection = DriverManager.getConnection(database.url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE credit_accounts SET available = available + 1, earned = earned + 1 WHERE available > 0");
        }
        Cli.Run broken = Cli.run(database.args("verify"));
        assertThat(broken.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(broken.out())
                .contains("violations in 2 accounts, 3 entries:")
                .contains("L2   user:1");
        Cli.Run json = Cli.run(database.args("verify", "--json"));
        assertThat(json.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(json.out())
                .startsWith("{\"status\":\"ok\",\"holds\":false,")
                .contains("{\"law\":\"L2\",\"account\":\"user:1\"");
        assertThat(Cli.run(database.args("verify", "--account", "user:2")).exitCode())
                .isZero();
    }
}
