package dev.credits.cli.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was not read of a table is not gone: nothing is withdrawn for a fault of the table. */
@Tag("P2")
class ImportTest {
    private final Shop shop = new Shop();

    private void open(int cards) {
        assertThat(shop.feed(table(cards), "price", "import", "-", "--reason", "begin")
                        .exitCode())
                .isZero();
    }

    private Shop.Run withdrawing(String table, String... more) {
        String[] given = {"price", "import", "-", "--reason", "next", "--skip-wrong", "--withdraw-gone"};
        String[] all = IntStream.range(0, given.length + more.length)
                .mapToObj(i -> i < given.length ? given[i] : more[i - given.length])
                .toArray(String[]::new);
        return shop.feed(table, all);
    }

    @Test
    @DisplayName("P2: a syntax error in entry 10 of 20 withdraws nothing of what comes after it")
    void syntaxErrorInTheMiddle() {
        open(20);

        Shop.Run run = withdrawing(table(20).replace("\"model\":\"m10\",", "\"model\":\"m10\";"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.message()).contains("not read to its end").contains("nothing was published");
        assertThat(shop.cards()).hasSize(20);
    }

    @Test
    @DisplayName("P2: a table that is cut off publishes none of it, and withdraws nothing")
    void cutOff() {
        open(20);
        String dearer = table(20).replace("3/1M", "4/1M");

        Shop.Run run = withdrawing(dearer.substring(0, dearer.length() / 2));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(shop.cards().values()).allSatisfy(card -> assertThat(card).contains("3/1M"));
        assertThat(shop.cards()).hasSize(20);
    }

    @Test
    @DisplayName("P2: a table over the bound of characters withdraws nothing")
    void tooLong() {
        open(20);

        Shop.Run run = withdrawing(table(20).replace("{\"cards\"", " ".repeat(16 * 1024 * 1024) + "{\"cards\""));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.message()).contains("longer than 16777216 characters");
        assertThat(shop.cards()).hasSize(20);
    }

    @Test
    @DisplayName("P2: of a table of 25,000 entries none are published, for it was not read to its end")
    void tooMany() {
        open(20);

        Shop.Run run = shop.feed(table(25_000), "price", "import", "-", "--reason", "next", "--skip-wrong");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.message()).contains("more than 20000 entries");
        assertThat(shop.cards()).hasSize(20);
    }

    @Test
    @DisplayName("P2: a wrong entry is skipped, but then nothing is withdrawn: it may be any of what is missing")
    void wrongEntry() {
        open(20);
        String wrong = table(20).replace("\"model\":\"m10\"", "\"model\":\"\"").replace("\"m11\"", "\"m21\"");

        assertThat(withdrawing(wrong).exitCode()).isEqualTo(2);
        assertThat(shop.cards()).hasSize(20);
        Shop.Run skipping = shop.feed(wrong, "price", "import", "-", "--reason", "next", "--skip-wrong");
        assertThat(skipping.exitCode()).isZero();
        assertThat(shop.cards()).hasSize(21);
    }

    @Test
    @DisplayName("P2: a model that the table names without a price is not gone")
    void withoutAPrice() {
        String priced = "{\"m\":{\"litellm_provider\":\"acme\",\"input_cost_per_token\":0.001},"
                + "\"n\":{\"litellm_provider\":\"acme\",\"input_cost_per_token\":0.002}}";
        shop.feed(priced, "price", "import", "-", "--format", "litellm", "--reason", "begin");
        assertThat(shop.cards()).hasSize(2);

        withdrawing(priced.replace(",\"input_cost_per_token\":0.002", ""), "--format", "litellm");

        assertThat(shop.cards()).hasSize(2);
    }

    @Test
    @DisplayName("P2: more than a tenth of the cards in force is withdrawn only if that is said; every one is shown")
    void bounded() {
        open(40);

        Shop.Run tooMuch = withdrawing(table(35));
        assertThat(tooMuch.exitCode()).isEqualTo(3);
        assertThat(tooMuch.message()).contains("5 of 40 cards").contains("--yes-withdraw");
        assertThat(tooMuch.out()).contains("acme/m36 | ", "acme/m40 | ");
        assertThat(shop.cards()).hasSize(40);

        assertThat(withdrawing(table(36)).exitCode()).isZero();
        assertThat(shop.cards()).hasSize(36);
        Shop.Run all = withdrawing(table(6), "--yes-withdraw");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out().lines().filter(line -> line.startsWith("acme/m"))).hasSize(30);
        assertThat(shop.cards()).hasSize(6);
    }

    @Test
    @DisplayName("P2: what a table changes from a later instant on is compared with what is in force then")
    void fromLaterOn() {
        open(1);
        String dearer = table(1).replace("3/1M", "4/1M");
        shop.feed(dearer, "price", "import", "-", "--reason", "March", "--from", "2026-03-01T00:00:00Z");

        Shop.Run back =
                shop.feed(table(1), "price", "import", "-", "--reason", "April", "--from", "2026-04-01T00:00:00Z");

        assertThat(back.out()).contains("0 new, 1 changed, 0 gone, 0 the same.");
        assertThat(shop.at("2026-03-31T00:00:00Z").cards().values())
                .singleElement()
                .asString()
                .contains("4/1M");
        assertThat(shop.at("2026-04-01T00:00:00Z").cards().values())
                .singleElement()
                .asString()
                .contains("3/1M");
    }

    private static String table(int cards) {
        List<String> all = IntStream.rangeClosed(1, cards)
                .mapToObj(i -> "{\"provider\":\"acme\",\"model\":\"m" + i
                        + "\",\"currency\":\"USD\",\"rates\":{\"input\":\"3/1M\",\"output\":\"15/1M\"}}")
                .toList();
        return all.stream().collect(Collectors.joining(",", "{\"cards\":[", "]}"));
    }
}
