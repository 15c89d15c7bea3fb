package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands a person asks with: tables, and with --json the same answers as the protocol gives. */
class QuestionCommandsTest {
    private static final String HISTORY = """
            {"op":"open","account":"user:1","key":"o"}
            {"op":"grant","account":"user:1","amount":"100","source":"PROMOTION","expires":"2099-01-01T00:00:00Z","by":"ann","reason":"Welcome\\naboard","key":"g"}
            {"op":"reserve","account":"user:1","amount":"10.5","ttl":"P1D","key":"r"}
            {"op":"charge","account":"user:1","amount":"0.25","feature":"chat","key":"c"}
            """;

    @ParameterizedTest
    @EnumSource
    @Tag("K2")
    @DisplayName("K2: balance shows what an account has and its lots")
    void balance(TestDatabase.Kind kind) {
        TestDatabase database = withHistory(kind);
        assertThat(Cli.run(database.args("balance", "user:1")).lines())
                .containsExactly(
                        "user:1, in CREDIT, open",
                        "",
                        "balance    amount",
                        "---------  ------",
                        "available   89.25",
                        "held        10.5",
                        "earned     100",
                        "spent        0.25",
                        "expired      0",
                        "in           0",
                        "out          0",
                        "adjusted     0",
                        "",
                        "lot  source     remaining  held  priority  expires",
                        "---  ---------  ---------  ----  --------  --------------------",
                        "  1  PROMOTION      89.25  10.5        50  2099-01-01T00:00:00Z");
        assertThat(Cli.run(database.args("balance", "user:1", "--at", "2099-01-01T00:00:00Z"))
                        .lines())
                .containsExactly(
                        "user:1, in CREDIT, at 2099-01-01T00:00:00Z",
                        "",
                        "balance    amount",
                        "---------  ------",
                        "available   89.25",
                        "held        10.5");
        Cli.Run unknown = Cli.run(database.args("balance", "user:2"));
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(unknown.err()).isEqualTo("credits: there is no account user:2\n");
        Cli.Run early = Cli.run(database.args("balance", "user:1", "--at", "2000-01-01T00:00:00Z"));
        assertThat(early.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(early.err()).isEqualTo("credits: account user:1 was not open at 2000-01-01T00:00:00Z\n");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("K11")
    @DisplayName("K11: entries shows a page of the ledger, by filter")
    void entries(TestDatabase.Kind kind) {
        TestDatabase database = withHistory(kind);
        List<String> page =
                Cli.run(database.args("entries", "user:1", "--limit", "3")).lines();
        assertThat(page).hasSize(6);
        assertThat(page.get(0)).startsWith("seq  time").endsWith("held  (+/-)  with     key  by   reason");
        assertThat(page.get(3)).startsWith("  2  ").contains("GRANT ", "+100", "@issued", "Welcome\\naboard");
        assertThat(page.get(5)).isEqualTo("More with --after 3");
        List<String> rest =
                Cli.run(database.args("entries", "user:1", "--after", "3")).lines();
        assertThat(rest).hasSize(3);
        assertThat(rest.get(2)).startsWith("  4  ").contains("CHARGE");
        assertThat(Cli.run(database.args("entries", "user:1", "--kind", "OPEN,RESERVE"))
                        .lines())
                .hasSize(4);
        assertThat(Cli.run(database.args("entries", "user:1", "--by", "ann", "--text", "ABOARD"))
                        .lines())
                .hasSize(3);
        assertThat(Cli.run(database.args("entries", "user:1", "--source", "PROMOTION"))
                        .lines())
                .hasSize(3);
        assertThat(Cli.run(database.args("entries", "user:1", "--feature", "chat"))
                        .lines())
                .hasSize(3);
        assertThat(Cli.run(database.args("entries", "user:1", "--to", "2000-01-01T00:00:00Z"))
                        .lines())
                .containsExactly("No entries.");
        assertThat(Cli.run(database.args("entries", "user:2")).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("with --json the answers are those of the protocol")
    void json(TestDatabase.Kind kind) {
        TestDatabase database = withHistory(kind);
        String questions = """
                {"op":"balance","account":"user:1"}
                {"op":"balance","account":"user:2"}
                {"op":"entries","account":"user:1","limit":2}
                {"op":"verify"}
                """;
        List<String> answers = Cli.feed(questions, database.args("apply")).lines().stream()
                .map(line -> line.replaceFirst("\"line\":\\d,\"op\":\"\\w+\",", ""))
                .toList();
        assertThat(Cli.run(database.args("balance", "user:1", "--json")).lines())
                .containsExactly(answers.get(0));
        assertThat(Cli.run(database.args("balance", "user:2", "--json")).lines())
                .containsExactly(answers.get(1));
        assertThat(Cli.run(database.args("entries", "user:1", "--limit", "2", "--json"))
                        .lines())
                .containsExactly(answers.get(2));
        assertThat(Cli.run(database.args("verify", "--json")).lines()).containsExactly(answers.get(3));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("K8")
    @DisplayName("K8: a rate without a start holds from now on, by the system's clock")
    void rateFromNow(TestDatabase.Kind kind) {
        String lines = """
                {"op":"open","account":"user:1/eur","unit":"EUR","scale":2,"key":"o"}
                {"op":"rate","key":"rate-1","from":"CREDIT","to":"EUR","rate":"0.1","reason":"launch"}
                {"op":"convert","from":"user:1","to":"user:1/eur","amount":"5","key":"x"}
                {"op":"rate","key":"rate-1","from":"CREDIT","to":"EUR","rate":"0.1","reason":"launch"}
                {"op":"balance","account":"user:1/eur"}
                """;
        Cli.Run run = Cli.feed(lines, withHistory(kind).args("apply"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines().get(4)).contains("\"available\":\"0.5\"");
    }

    private static TestDatabase withHistory(TestDatabase.Kind kind) {
        TestDatabase database = kind.create();
        assertThat(Cli.feed(HISTORY, database.args("apply")).exitCode()).isZero();
        return database;
    }
}
