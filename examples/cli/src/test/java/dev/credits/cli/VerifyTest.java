package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    @Test
    @Tag("L2")
    @Tag("L8")
    @Tag("K3")
    @DisplayName("L8: verification names what was tampered with, and ends with exit code 4")
    void tampered() throws Exception {
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.feed("""
                {"op":"open","account":"user:1","key":"o"}
                {"op":"grant","account":"user:1","amount":"100","key":"g"}
                {"op":"open","account":"user:2","key":"o"}
                """, database.args("apply"));
        assertThat(Cli.run(database.args("verify")).out()).isEqualTo("Every law holds: 2 accounts, 3 entries.\n");
        assertThat(Cli.run(database.args("verify", "--account", "user:2")).out())
                .startsWith("Every law holds in what was checked: 1 accounts, 1 entries.\nNot checked: usage");
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
                .isEqualTo(ExitCode.INCOMPLETE);
        repaired(database, broken, new JsonMapper().readTree(json.out()).path("repairs"));
    }

    /** The proposals of the text and of the JSON are the same; done by somebody they set everything right. */
    private static void repaired(TestDatabase database, Cli.Run broken, JsonNode repairs) throws SQLException {
        assertThat(repairs).hasSize(2);
        String sql = repairs.get(0).path("sql").asText();
        String line = repairs.get(1).path("send").toString();
        assertThat(broken.out()).contains("Proposed, and not done:", "  sql    " + sql, "  apply  " + line);
        assertThat(line).contains("\"op\":\"floor\"", "\"by\":\"cli\"", "restored after verification");
        try (Connection connection = DriverManager.getConnection(database.url(), "sa", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
        assertThat(Cli.feed(line + "\n", database.args("apply")).exitCode()).isZero();
        assertThat(Cli.run(database.args("verify")).exitCode()).isZero();
    }

    @Test
    @Tag("L6")
    @Tag("K3")
    @DisplayName(
            "L6: what was cut off the end of a ledger is found by a checkpoint, and a changed checkpoint is refused")
    void checkpoint(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.feed("""
                {"op":"open","account":"user:1","key":"o"}
                {"op":"grant","account":"user:1","amount":"100","key":"g"}
                {"op":"open","account":"user:2","key":"o"}
                """, database.args("apply"));
        Path file = folder.resolve("checkpoint.jsonl");
        Cli.Run written = Cli.run(database.args("verify", "--checkpoint", file.toString()));
        assertThat(written.exitCode()).isZero();
        assertThat(written.out()).containsPattern("Checkpoint [0-9a-f]{64} of 2 accounts\\.");
        assertThat(Files.readAllLines(file)).hasSize(3).first().asString().contains("\"account\":\"user:1\",\"seq\":2");
        assertThat(Cli.run(database.args("verify", "--against", file.toString()))
                        .exitCode())
                .isZero();

        TestDatabase shorter = TestDatabase.Kind.H2.create();
        Cli.feed("{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o\"}", shorter.args("apply"));
        Cli.Run cut = Cli.run(shorter.args("verify", "--json", "--against", file.toString()));
        assertThat(cut.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(cut.out())
                .contains("{\"law\":\"L6\",\"account\":\"user:1\",\"seq\":2")
                .contains("{\"law\":\"L6\",\"account\":\"user:2\"");

        Files.writeString(file, Files.readString(file).replace("\"seq\":2", "\"seq\":1"));
        Cli.Run changed = Cli.run(database.args("verify", "--against", file.toString()));
        assertThat(changed.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(changed.err()).contains("not as it was written");
    }

    @Test
    @Tag("K3")
    @DisplayName("a verification that was stopped goes on from its file, with what it had found")
    void resumed(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.feed("""
                {"op":"open","account":"user:1","key":"o"}
                {"op":"open","account":"user:2","key":"o"}
                """, database.args("apply"));
        Path file = folder.resolve("progress.json");
        Files.writeString(file, """
                {"accounts":1,"entries":41,"checkedTo":"user:1",
                 "violations":[{"law":"L8","account":"user:1","seq":7,"message":"as found before"}]}""");
        Cli.Run rest = Cli.run(database.args("verify", "--resume", file.toString()));
        assertThat(rest.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(rest.out()).contains("2 accounts, 42 entries").contains("as found before");
        assertThat(file).doesNotExist();

        Files.writeString(file, "{\"accounts\":1,\"entries\":1,\"checkedTo\":\"user:1\",\"violations\":[]}");
        Cli.Run resumed = Cli.run(database.args("verify", "--json", "--resume", file.toString()));
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(resumed.out())
                .contains("\"holds\":true", "\"unchecked\":[\"usage")
                .contains("this check was resumed");
        assertThat(Cli.run(database.args("verify", "--resume", file.toString())).exitCode())
                .isZero();
    }

    @Test
    @Tag("L6")
    @Tag("K3")
    @DisplayName("L6: an account that is gone is found by a checkpoint, also when it alone is asked for")
    void accountGone(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.feed("{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o\"}", database.args("apply"));
        String file = folder.resolve("checkpoint.jsonl").toString();
        String digest = Cli.run(database.args("verify", "--checkpoint", file)).out();
        assertThat(digest).contains("Checkpoint ", " of 1 accounts.");
        Cli.Run against = Cli.run(database.args("verify", "--against", file));
        assertThat(against.exitCode()).isZero();
        assertThat(against.out()).contains("Compared with 1 accounts of checkpoint ");

        TestDatabase empty = TestDatabase.Kind.H2.create();
        Cli.feed("{\"op\":\"open\",\"account\":\"user:2\",\"key\":\"o\"}", empty.args("apply"));
        Cli.Run gone = Cli.run(empty.args("verify", "--account", "user:1", "--against", file));
        assertThat(gone.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(gone.out()).contains("the account is missing, of which 1 entries are known");
        assertThat(Cli.run(empty.args("verify", "--account", "user:3", "--against", file))
                        .exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    @Tag("L6")
    @Tag("K3")
    @DisplayName("L6: a checkpoint of no account compares nothing, and does not pass in silence")
    void emptyCheckpoint(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.Kind.H2.create();
        Cli.feed("", database.args("apply"));
        String file = folder.resolve("checkpoint.jsonl").toString();
        assertThat(Cli.run(database.args("verify", "--checkpoint", file)).out()).contains(" of 0 accounts.");
        Cli.feed("{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o\"}", database.args("apply"));
        Cli.Run against = Cli.run(database.args("verify", "--json", "--against", file));
        assertThat(against.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(against.out()).contains("\"against\":{\"accounts\":0,\"sha256\":\"", "no account that was checked");
    }
}
