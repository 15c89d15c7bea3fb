package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo", "apply", "balance", "entries", "verify", "migrate", "roles"})
    @DisplayName("every command has help that names its exit codes, and is named in the help of the whole")
    void help(String command) {
        Cli.Run help = Cli.run(command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: credits " + command).contains("Exit codes:");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(Cli.run("--help").out()).contains("\n  " + command);
    }

    @Test
    @DisplayName("without a command it shows the help; --version shows the version it was built as")
    void wholeHelp() {
        assertThat(Cli.run().out()).isEqualTo(Cli.run("--help").out()).contains("Examples:");
        Cli.Run version = Cli.run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("credits \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balanse user:1 | COMMAND is \"balanse\"; it must be one of demo, apply, balance, entries, tree, verify, migrate",
                "roles --schema x;y | --schema is \"x;y\"; it must be 1 to 63 characters of a-z",
                "balance | Missing required parameter: 'ACCOUNT'",
                "balance @issued | ACCOUNT is \"@issued\"; it must be a name that",
                "balance user:1 --at noon | --at is \"noon\"; it must be an instant in the years 1 to 9999, such as 2026-01-31T00:00:00Z",
                "balance user:1 --at +12026-01-31T00:00:00Z | --at is \"+12026-01-31T00:00:00Z\"; it must be an instant in the years 1 to 9999, such as 2026-01-31T00:00:00Z",
                "apply --manual-clock -0001-01-31T00:00:00Z | --manual-clock is \"-0001-01-31T00:00:00Z\"; it must be an instant in the years 1 to 9999, such as 2026-01-31T00:00:00Z",
                "balance user:1 --colour | Unknown option: '--colour'",
                "entries user:1 --limit 0 | --limit is \"0\"; it must be a whole number from 1 to 1000",
                "entries user:1 --limit many | Invalid value for option '--limit'",
                "entries user:1 --kind FOO | Invalid value for option '--kind' (KIND): expected one of [OPEN, GRANT",
                "apply --batch 0 | --batch is \"0\"; it must be a whole number from 1 to 1000",
                "apply --batch 1001 | --batch is \"1001\"; it must be a whole number from 1 to 1000",
                "apply --manual-clock now | --manual-clock is \"now\"; it must be an instant",
                "apply no/such/file | FILE is \"no/such/file\"; it must be a file that can be read"
            })
    @DisplayName("bad input: a wrong argument is told in one line that names it, with exit code 2")
    void misuse(String command, String message) {
        Cli.Run run = Cli.run(command.split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("credits: " + message).doesNotContain("\tat ");
    }

    @Test
    @Tag("A7")
    @DisplayName("the roles' script is printed for a schema and a prefix")
    void roles() {
        Cli.Run run = Cli.run("roles", "--schema", "app", "--prefix", "ours");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("'ours_' || current_database() || '_app'", "CREATE SCHEMA IF NOT EXISTS app_reader;")
                .doesNotContain("{schema}", "{prefix}");
        assertThat(Cli.run("roles", "--h2").out()).contains("ON public.credit_lots TO credits_app");
    }
}
