package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The price commands on real databases, a process a command. */
class PricesOnDatabasesTest {
    @ParameterizedTest
    @MethodSource("dev.credits.cli.TestDatabase#kinds")
    @Tag("P1")
    @Tag("P2")
    @Tag("P3")
    @DisplayName("P1, P2, P3: import, value, margin and quote: 3.36 credits")
    void knownExample(TestDatabase.Kind kind) {
        TestDatabase database = kind.create();
        run(database, 0, "price", "import", "--sample", "--reason", "to begin with");
        run(database, 0, "price", "value", "0.01", "USD", "--reason", "a cent a credit");
        run(database, 0, "margin", "set", "60", "--reason", "the usual margin");

        Cli.Run quote = run(database, 0, "price", "quote", "claude-sonnet-4", "--usage", "input=2000,output=1000");
        assertThat(quote.out()).containsPattern("credits +3\\.36 CREDIT").containsPattern("cost +0\\.021 USD");
        assertThat(run(database, 0, "price", "list").out())
                .contains("openai/gpt-4o ")
                .contains("to begin with");
        assertThat(run(database, 3, "price", "quote", "nobody", "--usage", "input=1")
                        .err())
                .startsWith("credits: UNKNOWN_MODEL: nobody");
        assertThat(run(database, 2, "margin", "set", "0", "--reason", "free").err())
                .startsWith("credits: margin is \"0\"");
    }

    private static Cli.Run run(TestDatabase database, int exitCode, String... args) {
        Cli.Run run = Cli.run(database.args(args));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        return run;
    }
}
