package dev.credits.cli.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the file: what is in force after an import is what its report said. */
@Tag("P2")
class ImportFuzzTest {
    private static final int FILES = Integer.getInteger("credits.inputs", 400);
    private static final long SEED = Long.getLong("credits.seed", 20_260_101L);
    private static final List<String> FORMATS = List.of("cards", "csv", "litellm");
    private static final List<String> JUNK =
            List.of("\"", ",", "{", "}", "]", "\n", "\\", "9", "-", " ", "x", "/", ":", "\u202E");

    private int published;
    private int withdrawn;
    private int refused;

    @Test
    @DisplayName("P2: whatever the file and the options, what is in force afterwards is what the report said")
    void reportIsWhatIsInForce() {
        for (int i = 0; i < FILES; i++) {
            SplittableRandom dice = new SplittableRandom(SEED + i);
            String format = FORMATS.get(dice.nextInt(FORMATS.size()));
            Shop shop = new Shop();
            Map<String, Integer> models = models(dice, 1 + dice.nextInt(15));
            shop.feed(file(format, models), "price", "import", "-", "--format", format, "--reason", "begin");
            for (int again = 0; again < 3; again++) {
                change(dice, models);
                run(shop, dice, format, file(format, models), "seed " + (SEED + i) + ", import " + again);
            }
        }
        assertThat(List.of(published, withdrawn, refused)).as("of each enough").allMatch(count -> count > FILES / 10);
    }

    private void run(Shop shop, SplittableRandom dice, String format, String sound, String as) {
        String file = dice.nextInt(3) == 0 ? sound : damaged(dice, sound);
        Set<String> options = new HashSet<>();
        List.of("--skip-wrong", "--withdraw-gone", "--yes-withdraw").stream()
                .filter(option -> dice.nextInt(3) > 0)
                .forEach(options::add);
        List<String> line =
                new ArrayList<>(List.of("price", "import", "-", "--format", format, "--reason", "next", "--all"));
        line.addAll(options);
        Map<String, String> before = shop.cards();
        Shop.Run run = shop.feed(file, line.toArray(new String[0]));
        Map<String, String> after = shop.cards();
        String told = as + " " + options + "\n" + file + "\n" + run.out() + run.message();

        if (run.exitCode() != 0) {
            assertThat(after).as(told).isEqualTo(before);
            refused++;
            return;
        }
        Map<String, String> expected = new TreeMap<>(before);
        section(run.out(), "Gone, to be withdrawn:").keySet().forEach(expected::remove);
        expected.putAll(section(run.out(), "New:"));
        Set<String> changed = section(run.out(), "Changed:").keySet();
        assertThat(after.keySet()).as(told).isEqualTo(expected.keySet());
        for (String model : after.keySet()) {
            boolean same = after.get(model).equals(expected.get(model));
            assertThat(same).as(model + " " + told).isEqualTo(!changed.contains(model));
        }
        before.keySet().stream().filter(model -> !after.containsKey(model)).forEach(model -> {
            withdrawn++;
            String name = model.substring(model.indexOf('/') + 1);
            assertThat(!file.contains(name) || after.keySet().stream().anyMatch(other -> other.contains(name)))
                    .as("withdrawn, though the file names it: " + told)
                    .isTrue();
        });
        published += after.equals(before) ? 0 : 1;
    }

    /** The rows of a section: by model, the cell after it. */
    private static Map<String, String> section(String out, String title) {
        Map<String, String> rows = new HashMap<>();
        boolean inside = false;
        for (String line : out.lines().toList()) {
            if (line.isEmpty() || line.endsWith(":")) {
                inside = line.equals(title);
            } else if (inside) {
                String[] cells = line.split(" \\| ", 3);
                rows.put(cells[0], cells[1]);
            }
        }
        return rows;
    }

    private static Map<String, Integer> models(SplittableRandom dice, int count) {
        Map<String, Integer> models = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            models.put("model-" + (100 + dice.nextInt(30)), 1 + dice.nextInt(9));
        }
        return models;
    }

    private static void change(SplittableRandom dice, Map<String, Integer> models) {
        models.putAll(models(dice, dice.nextInt(3)));
        if (dice.nextInt(2) == 0) {
            models.keySet().removeIf(model -> dice.nextInt(6) == 0);
        }
    }

    private static String file(String format, Map<String, Integer> models) {
        return switch (format) {
            case "csv" ->
                models.entrySet().stream()
                        .map(each -> "acme," + each.getKey() + ",USD," + each.getValue() + "/1M\n")
                        .collect(Collectors.joining("", "provider,model,currency,input\n", ""));
            case "litellm" ->
                models.entrySet().stream()
                        .map(each -> "\"" + each.getKey()
                                + "\":{\"litellm_provider\":\"acme\",\"input_cost_per_token\":0.00000" + each.getValue()
                                + "}")
                        .collect(Collectors.joining(",\n", "{", "}"));
            default ->
                models.entrySet().stream()
                        .map(each -> "{\"provider\":\"acme\",\"model\":\"" + each.getKey()
                                + "\",\"currency\":\"USD\",\"rates\":{\"input\":\"" + each.getValue() + "/1M\"}}")
                        .collect(Collectors.joining(",\n", "{\"cards\":[", "]}"));
        };
    }

    private static String damaged(SplittableRandom dice, String file) {
        int at = dice.nextInt(file.length());
        int to = Math.min(file.length(), at + 1 + dice.nextInt(40));
        return switch (dice.nextInt(5)) {
            case 0 -> file.substring(0, at);
            case 1 -> file.substring(0, at) + file.substring(to);
            case 2 -> file.substring(0, at) + JUNK.get(dice.nextInt(JUNK.size())) + file.substring(at);
            case 3 -> file.substring(0, to) + file.substring(at);
            default ->
                file.replace("0.00000", dice.nextInt(2) == 0 ? "\"0.00000" : "").replaceFirst("1M", "1");
        };
    }
}
