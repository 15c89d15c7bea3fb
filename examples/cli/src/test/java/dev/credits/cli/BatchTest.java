package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that share a commit come to what they come to one by one. */
class BatchTest {
    private static final String CLOCK = "2026-01-01T00:00:00Z";

    @ParameterizedTest
    @EnumSource
    @Tag("K10")
    @DisplayName("K10: a random file, one by one and in batches, gives the same results, line by line")
    void sameAsOneByOne(TestDatabase.Kind kind) {
        for (long seed = 1; seed <= 3; seed++) {
            String file = randomFile(seed, 250);
            String oneByOne = apply(kind, file, 1).out();
            assertThat(apply(kind, file, 7).out()).as("seed %d, batch 7", seed).isEqualTo(oneByOne);
            assertThat(apply(kind, file, 1000).out())
                    .as("seed %d, batch 1000", seed)
                    .isEqualTo(oneByOne);
        }
    }

    @Test
    @DisplayName("an amount is read in the unit of an account that the same batch opens")
    void unitOfAnAccountThatIsAboutToOpen() {
        String file = """
                {"op":"open","account":"a","unit":"EUR","scale":2,"key":"o"}
                {"op":"grant","account":"a","amount":"1.25","key":"g1"}
                {"op":"grant","account":"a","amount":"1.255","key":"g2"}
                {"op":"open","account":"b","unit":"EUR","scale":2,"parent":"nobody","key":"o"}
                {"op":"grant","account":"b","amount":"1.255","key":"g"}
                {"op":"open","account":"b","scale":3,"key":"o"}
                {"op":"grant","account":"b","amount":"1.255","key":"g"}
                {"op":"transfer","from":"b","to":"a","amount":"1.255","key":"t"}
                {"op":"open","account":"c","unit":"EUR","scale":2,"parent":"nobody","key":"o"}
                {"op":"open","account":"c","unit":"EUR","scale":3,"key":"o"}
                {"op":"grant","account":"c","amount":"1.25","key":"g"}
                """;
        Cli.Run together = apply(TestDatabase.Kind.H2, file, 100);
        assertThat(together.lines())
                .extracting(line -> line.replaceAll(".*\"status\":\"(\\w+)\".*", "$1"))
                .containsExactly(
                        "applied",
                        "applied",
                        "invalid",
                        "declined",
                        "declined",
                        "applied",
                        "applied",
                        "declined",
                        "declined",
                        "applied",
                        "applied");
        assertThat(together.out())
                .isEqualTo(apply(TestDatabase.Kind.H2, file, 1).out());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    @Tag("L4")
    @Tag("K4")
    @DisplayName("L4: a file that was cut off is run again: what was done is replayed, the rest is applied")
    void runAgain(int batch) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("{\"op\":\"open\",\"account\":\"user:" + i + "\",\"key\":\"import\"}");
            lines.add("{\"op\":\"grant\",\"account\":\"user:" + i + "\",\"amount\":\"" + (i + 1)
                    + ".5\",\"key\":\"grant\"}");
        }
        TestDatabase database = TestDatabase.Kind.H2.create();
        String[] args = database.args("apply", "--batch", "" + batch);
        String half = String.join("\n", lines.subList(0, 17));
        Cli.Run cutOff = Cli.feed(half + "\n" + lines.get(17).substring(0, 30), args);
        assertThat(cutOff.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(cutOff.out()).contains("{\"line\":18,\"status\":\"invalid\",\"code\":\"INVALID_JSON\"");

        Cli.Run again = Cli.feed(String.join("\n", lines), args);
        assertThat(again.exitCode()).isZero();
        assertThat(again.lines().subList(0, 17))
                .allSatisfy(line -> assertThat(line).contains("\"replayed\""));
        assertThat(again.lines().subList(17, 40))
                .allSatisfy(line -> assertThat(line).contains("\"applied\""));
        assertThat(again.lines().subList(0, 17))
                .extracting(line -> line.replace("replayed", "applied"))
                .isEqualTo(cutOff.lines().subList(0, 17));
        assertThat(Cli.feed("{\"op\":\"verify\"}", args).out())
                .contains("\"holds\":true,\"accounts\":20,\"entries\":40");
    }

    private static Cli.Run apply(TestDatabase.Kind kind, String file, int batch) {
        return Cli.feed(file, kind.create().args("apply", "--manual-clock", CLOCK, "--batch", "" + batch));
    }

    /** Lines of all sorts, many of which are refused or wrong. */
    private static String randomFile(long seed, int lines) {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder();
        int minutes = 0;
        for (int i = 0; i < lines; i++) {
            String account = "\"account\":\"user:" + random.nextInt(4) + "\"";
            String key = "\"key\":\"k" + random.nextInt(lines) + "\"";
            String amount = "\"amount\":\"" + random.nextInt(20) + (random.nextInt(3) == 0 ? ".25" : "") + "\"";
            String hold = "\"hold\":\"k" + random.nextInt(lines) + "\"";
            String common = account + "," + key;
            file.append(
                    switch (random.nextInt(12)) {
                        case 0 -> "{\"op\":\"open\",\"scale\":" + random.nextInt(3) + "," + common + "}";
                        case 1, 2 -> "{\"op\":\"grant\"," + amount + "," + common + "}";
                        case 3 -> "{\"op\":\"charge\"," + amount + "," + common + "}";
                        case 4, 5 -> "{\"op\":\"reserve\"," + amount + "," + common + "}";
                        case 6 -> "{\"op\":\"settle\"," + amount + "," + hold + "," + common + "}";
                        case 7 -> "{\"op\":\"release\"," + hold + "," + common + "}";
                        case 8 ->
                            "{\"op\":\"transfer\",\"from\":\"user:0\",\"to\":\"user:1\"," + amount + "," + key + "}";
                        case 9 -> "{\"op\":\"balance\"," + account + "}";
                        case 10 ->
                            "{\"op\":\"clock\",\"now\":\"2026-01-01T" + hour(minutes += random.nextInt(9)) + ":00Z\"}";
                        default -> "{\"op\":\"reverse\",\"of\":\"k" + random.nextInt(lines) + "\"," + common + "}";
                    });
            file.append('\n');
        }
        return file.append("{\"op\":\"verify\"}\n").toString();
    }

    private static String hour(int minutes) {
        return String.format("%02d:%02d", minutes / 60, minutes % 60);
    }
}
