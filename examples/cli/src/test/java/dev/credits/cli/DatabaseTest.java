package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.SchemaScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be opened: one line that says what is wrong and what to try, and exit code 1. */
class DatabaseTest {
    private static final String OPEN = "{\"op\":\"open\",\"account\":\"a\",\"key\":\"o\"}\n";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("bad input: a URL of no kind that is known")
    void unknownUrl() {
        refused("it must begin with jdbc:h2: or jdbc:postgresql:", "balance", "a", "--db", "mysql://localhost/credits");
    }

    @Test
    @DisplayName("bad input: a URL the driver does not understand")
    void malformedUrl() {
        refused("cannot open jdbc:h2:nonsense;X=1: ", "balance", "a", "--db", "jdbc:h2:nonsense;X=1");
        refused("cannot open jdbc:postgresql:/x: ", "balance", "a", "--db", "jdbc:postgresql:/x");
    }

    @Test
    @DisplayName("migrate --sql prints what makes the tables, for either database, and connects to none")
    void sql() {
        String postgres = Cli.run("migrate", "--sql", "--db", "jdbc:postgresql://nowhere.invalid/x")
                .out();
        assertThat(postgres).as("to its end").isEqualTo(new SchemaScript("credits").forPostgres());
        assertThat(postgres)
                .contains("CREATE SCHEMA IF NOT EXISTS \"credits\"", "CREATE TABLE credit_accounts", "plpgsql");
        String h2 = Cli.run("migrate", "--sql", "--h2", "--schema", "app").out();
        assertThat(h2)
                .contains("SET SCHEMA \"APP\"", "CREATE TABLE credit_accounts")
                .doesNotContain("plpgsql");
        assertThat(Cli.run("migrate", "--h2").err()).contains("--h2").contains("--sql");
    }

    @Test
    @DisplayName("a question makes no database; migrate does, and can be run again")
    void missing() throws IOException {
        String url = file("missing");
        refused("there is no such database yet", "balance", "a", "--db", url);
        assertThat(Files.list(folder)).isEmpty();
        assertThat(Cli.run("migrate", "--db", url).exitCode()).isZero();
        assertThat(Cli.run("migrate", "--db", url).out()).contains("up to date");
        assertThat(Cli.run("balance", "a", "--db", url).err()).isEqualTo("credits: there is no account a\n");
        assertThat(Cli.run("balance", "a", "--db", url).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    @DisplayName("a database without the tables is told from one that is not there")
    void withoutTables() throws SQLException {
        String url = file("empty");
        DriverManager.getConnection(url, "sa", "").close();
        refused("credits migrate", "balance", "a", "--db", url);
    }

    @Test
    @DisplayName("an H2 file that is open elsewhere")
    void locked() throws SQLException {
        String url = file("locked");
        try (Connection other = DriverManager.getConnection(url, "sa", "")) {
            assertThat(other.isClosed()).isFalse();
            refused(
                    "another process has it open",
                    "verify",
                    "--db",
                    url.replace("jdbc:h2:file:", "jdbc:h2:split:file:"));
        }
    }

    @Test
    @DisplayName("an H2 file is written before an answer is given, unless its URL says otherwise")
    void writeDelay() throws SQLException {
        assertThat(writeDelay(file("usual"))).isEqualTo("0");
        assertThat(writeDelay(file("other") + ";WRITE_DELAY=200")).isEqualTo("200");
    }

    private static String writeDelay(String url) throws SQLException {
        assertThat(Cli.feed(OPEN, "apply", "--db", url).exitCode()).isZero();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    @DisplayName("the password: from the option or the environment, and never shown")
    void password() {
        String url = file("secret");
        String[] apply = {"apply", "--db", url, "--user", "ada", "--password", "s3cret"};
        assertThat(Cli.feed(OPEN, apply).exitCode()).isZero();
        refused("the user or the password is wrong", "balance", "a", "--db", url, "--user", "ada");
        refused(
                "the user or the password is wrong",
                "balance",
                "a",
                "--db",
                url + ";PASSWORD=s3cret2",
                "--user",
                "ada");
        Cli.Run run = Cli.run(
                new ByteArrayInputStream(new byte[0]),
                Map.of("CREDITS_DB_PASSWORD", "s3cret"),
                "balance",
                "a",
                "--db",
                url,
                "--user",
                "ada");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    @DisplayName("a server that is not there")
    void nobodyAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://localhost:" + free + "/credits?user=ada&password=s3cret";
        refused("nothing answers there", "verify", "--db", url);
    }

    @Test
    @DisplayName(
            "a database that fails in the middle of a run: the line is answered as a fault, and the exit code is 1")
    void fails() throws SQLException {
        String url = file("broken");
        assertThat(Cli.feed(OPEN, "apply", "--db", url).exitCode()).isZero();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE credit_lots RENAME TO elsewhere");
        }
        String grant = "{\"op\":\"grant\",\"account\":\"a\",\"amount\":\"1\",\"key\":\"g\"}\n";
        Cli.Run run = Cli.feed("nonsense\n" + grant + grant, "apply", "--db", url);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAULT);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(1)).contains("\"status\":\"fault\"").contains("\"retryable\":false");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    @DisplayName("--debug shows the stack trace that is otherwise kept away")
    void debug() {
        Cli.Run run = Cli.run("balance", "a", "--db", file("missing"), "--debug");
        assertThat(run.err()).contains("there is no such database yet").contains("    at ");
    }

    private static void refused(String why, String... command) {
        Cli.Run run = Cli.run(command);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAULT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("credits: ")
                .contains(why)
                .doesNotContain("s3cret")
                .doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
    }

    private String file(String name) {
        return "jdbc:h2:file:" + folder.resolve(name);
    }
}
