package dev.credits.cli.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator does with the price book. */
class PriceCommandsTest {
    private static final String CARD =
            "{\"cards\":[{\"provider\":\"acme\",\"model\":\"m\",\"currency\":\"USD\",\"rates\":{\"input\":\"3/1M\",\"output\":\"15/1M\"}}]}";

    private final Shop shop = new Shop();

    private void open() {
        assertThat(shop.feed(CARD, "price", "import", "-", "--reason", "begin").exitCode())
                .isZero();
        assertThat(shop.run("price", "value", "0.01", "USD", "--reason", "a cent")
                        .exitCode())
                .isZero();
        assertThat(shop.run("margin", "set", "60", "--reason", "usual").exitCode())
                .isZero();
    }

    @Test
    @Tag("P1")
    @DisplayName("P1: from an empty book to the known example: 3.36 credits, with lines, margin, rounding and versions")
    void quote() {
        open();

        Shop.Run quote = shop.run("price", "quote", "m", "--usage", "input=2000,output=1000");

        assertThat(quote.exitCode()).isZero();
        assertThat(quote.out().lines())
                .contains(
                        "input | 2000 | 3/1M |  | 0.006 | ",
                        "cost | 0.021 USD",
                        "a credit is worth | 0.01 USD",
                        "margin | 60 % (default)",
                        "rounded | up to steps of 0.000001 CREDIT",
                        "credits | 3.36 CREDIT",
                        "by versions | 1, 3, 2");
        assertThat(shop.run("price", "quote", "m", "--usage", "input=2000,output=1000", "--json")
                        .out()
                        .strip())
                .startsWith("{\"credits\":\"3.36\",\"unit\":\"CREDIT\",\"basis\":\"USAGE\"")
                .contains(
                        "\"cost\":\"0.021\",\"currency\":\"USD\",\"margin\":\"60\",\"modifiers\":[],\"versions\":[1,3,2]");
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: an import shows what is new, changed and gone before it publishes; a diff only shows")
    void importShowsDiff() {
        open();
        String other = CARD.replace("3/1M", "4/1M").replace("\"m\"", "\"m\"");
        String only = CARD.replace("\"m\"", "\"n\"");

        Shop.Run diff = shop.feed(other, "price", "diff", "-");
        assertThat(diff.out())
                .contains("0 new, 1 changed, 0 gone, 0 the same.")
                .contains("acme/m | input | 3/1M | 4/1M | ≈ +33.333333");
        assertThat(shop.run("price", "quote", "m", "--usage", "input=1000000", "--json")
                        .out())
                .contains("\"cost\":\"3\"");

        assertThat(shop.feed(other, "price", "import", "-", "--reason", "dearer")
                        .out())
                .contains("Published as versions 4 to 4");
        assertThat(shop.run("price", "quote", "m", "--usage", "input=1000000", "--json")
                        .out())
                .contains("\"cost\":\"4\"");
        assertThat(shop.feed(other, "price", "import", "-", "--reason", "again").out())
                .contains("Nothing to publish.");

        assertThat(shop.feed(only, "price", "import", "-", "--reason", "next").out())
                .contains("1 new, 0 changed, 1 gone");
        assertThat(shop.run("price", "list", "--kind", "CARD").out())
                .contains("acme/m")
                .contains("acme/n");
        shop.feed(only, "price", "import", "-", "--reason", "next", "--withdraw-gone", "--yes-withdraw");
        assertThat(shop.run("price", "list", "--kind", "CARD").out())
                .doesNotContain("acme/m")
                .contains("acme/n");
    }

    @Test
    @Tag("P2")
    @DisplayName(
            "P2: a table with a wrong entry publishes nothing and names the line, unless wrong ones are to be skipped")
    void wrongTable() {
        String csv = "provider,model,currency,input\nacme,a,USD,1/1M\nacme,b,USD,-1/1M\n";

        Shop.Run refused = shop.feed(csv, "price", "import", "-", "--format", "csv", "--reason", "x");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.message()).contains("nothing was published").contains("line 3, b: input is \"-1/1M\"");
        assertThat(shop.run("price", "list").out()).contains("Nothing is in force.");

        assertThat(shop.feed(csv, "price", "import", "-", "--format", "csv", "--reason", "x", "--skip-wrong")
                        .exitCode())
                .isZero();
        assertThat(shop.run("price", "list").out()).contains("acme/a").doesNotContain("acme/b");
        assertThat(shop.feed(csv, "price", "diff", "-", "--format", "csv").exitCode())
                .isEqualTo(2);
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: the sample imports, of one provider or whole, and a card is shown with its rules and its past")
    void sample() {
        assertThat(shop.run("price", "import", "--sample", "--provider", "anthropic", "--reason", "x")
                        .exitCode())
                .isZero();
        assertThat(shop.run("price", "list").out())
                .contains("anthropic/claude-sonnet-4")
                .doesNotContain("openai");

        Shop.Run show = shop.run("price", "show", "claude-sonnet-4");
        assertThat(show.out())
                .contains("anthropic/claude-sonnet-4, in USD")
                .contains("input | 3/1M")
                .contains("above 200000 of [input, cached_read, cached_write, cached_write_1h], whole:")
                .contains("batch: × 0.5 [")
                .contains("reasoning counts as output");
        assertThat(shop.run("price", "show", "anthropic/claude-sonnet-4", "--json")
                        .out())
                .contains("\"kind\":\"CARD\"");
        assertThat(shop.run("price", "show", "nobody").exitCode()).isEqualTo(3);
    }

    @Test
    @Tag("P3")
    @DisplayName("P3: margins are set with who and why, listed, and shown in their past; a negative one must be meant")
    void margins() {
        open();
        assertThat(shop.run(
                                "margin",
                                "set",
                                "80",
                                "--feature",
                                "chat",
                                "--tier",
                                "gold",
                                "--by",
                                "bob",
                                "--reason",
                                "gold pays")
                        .exitCode())
                .isZero();
        assertThat(shop.run("margin", "set", "70", "--reason", "dearer").exitCode())
                .isZero();

        assertThat(shop.run("margin", "list").out().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("tier=gold,feature=chat | 80 %") && line.contains("bob | gold pays"));
        assertThat(shop.run("margin", "list", "--past").out().lines()).hasSize(3);
        Shop.Run zero = shop.run("margin", "set", "0", "--reason", "free");
        assertThat(zero.exitCode()).isEqualTo(2);
        assertThat(zero.message()).contains("explicitly");
        assertThat(shop.run("margin", "set", "--below-cost", "--tier", "friends", "--reason", "friends", "-10")
                        .exitCode())
                .isZero();
        assertThat(shop.run("price", "quote", "m", "--usage", "input=2000,output=1000", "--tier", "friends", "--json")
                        .out())
                .contains("\"credits\":\"1.89\"");
    }

    @Test
    @Tag("P5")
    @DisplayName("P5: fixed prices and bundles are published, quoted and withdrawn")
    void fixed() {
        open();
        assertThat(shop.run("price", "fix", "summary", "5", "--reason", "simple")
                        .exitCode())
                .isZero();
        assertThat(shop.run("price", "fix", "titles", "2", "--reason", "simple").exitCode())
                .isZero();
        assertThat(shop.run(
                                "price",
                                "bundle",
                                "duo",
                                "6",
                                "--feature",
                                "summary",
                                "--feature",
                                "titles",
                                "--until",
                                "2026-02-01T00:00:00Z",
                                "--reason",
                                "launch")
                        .exitCode())
                .isZero();

        assertThat(shop.run("price", "quote", "--feature", "summary", "--json").out())
                .contains("\"credits\":\"5\"");
        assertThat(shop.run("price", "quote", "--feature", "summary", "--feature", "titles", "--json")
                        .out())
                .contains("\"credits\":\"6\"");
        assertThat(shop.run("price", "quote", "--bundle", "duo").out()).contains("credits | 6 CREDIT");
        assertThat(shop.run("price", "withdraw", "BUNDLE", "duo", "--reason", "over")
                        .exitCode())
                .isZero();
        assertThat(shop.run("price", "quote", "--bundle", "duo").exitCode()).isEqualTo(3);
        assertThat(shop.run("price", "quote", "--feature", "summary", "--feature", "titles", "--json")
                        .out())
                .contains("\"credits\":\"7\"");
    }

    @Test
    @Tag("P1")
    @DisplayName("P1: rounding is published; prices are quoted as they were")
    void roundingAndThen() {
        open();
        assertThat(shop.run("price", "rounding", "0.5", "--mode", "UP", "--reason", "half credits")
                        .exitCode())
                .isZero();

        assertThat(shop.run("price", "quote", "m", "--usage", "input=2000,output=1000", "--json")
                        .out())
                .contains("\"credits\":\"3.5\"");
        assertThat(shop.run(
                                "price",
                                "quote",
                                "m",
                                "--usage",
                                "input=2000,output=1000",
                                "--at",
                                "2026-01-01T00:00:03.5Z",
                                "--json")
                        .out())
                .contains("\"credits\":\"3.36\"");
        assertThat(shop.run("price", "quote", "m", "--usage", "input=1", "--at", "2025-01-01T00:00:00Z")
                        .exitCode())
                .isEqualTo(3);
        assertThat(shop.run("price", "quote", "m", "--inclusive", "--usage", "input=10,cached_read=20")
                        .exitCode())
                .isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "price value 0.01 USD | 2 | reason",
                "price value 0 USD --reason x | 2 | value is",
                "price value 0.01 XYZ --reason x | 2 | currency is",
                "price value 0.01 USD --reason x --from 2020-01-01T00:00:00Z | 3 | BACKDATED",
                "price value 0.01 USD --reason x --from soon | 2 | --from is \"soon\"",
                "price import no/such/file --reason x | 2 | FILE is",
                "price import --reason x | 2 | FILE is",
                "price fix f -1 --reason x | 2 | credits is",
                "price fix f many --reason x | 2 | CREDITS is \"many\"",
                "price bundle b 1 --feature f --reason x | 2 | features is",
                "price withdraw CARD a/b --reason x | 3 | NOT_FOUND",
                "price quote m | 3 | UNKNOWN_MODEL",
                "price quote m --usage input | 2 | --usage is \"input\"",
                "price quote m --usage inptu=1 | 2 | dimension is \"inptu\"",
                "price quote | 2 | ask is",
                "price rounding 0 --reason x | 2 | step is",
                "price rounding 0.5 --unit POINT/x --reason x | 2 | --unit is",
                "margin set sixty --reason x | 2 | PERCENT is \"sixty\""
            })
    @DisplayName("bad input: what is wrong is told in one line that names it")
    void misuse(String command, int exitCode, String message) {
        Shop.Run run = shop.run(command.split(" "));

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.message()).contains(message);
        assertThat(run.out()).doesNotContain("Published");
    }
}
