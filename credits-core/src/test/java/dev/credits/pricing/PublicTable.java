package dev.credits.pricing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in LiteLLM's format, read for comparison by patterns alone: it shares nothing with the reader under test. It
 * relies on the layout of the public file: a model, a field on each line, objects within an entry on lines of their own.
 */
final class PublicTable {
    static final String VARIABLE = "CREDITS_PRICE_TABLE";

    private static final Pattern MODEL = Pattern.compile("^ {4}\"(.*)\": \\{$");
    private static final Pattern NUMBER = Pattern.compile("^ {8}\"([a-z0-9_]+)\": ([-+0-9.eE]+),?$");
    private static final Pattern TEXT = Pattern.compile("^ {8}\"litellm_provider\": \"(.*)\",?$");

    private PublicTable() {}

    /** A model's numbers, as they are written. */
    record Entry(String model, String provider, Map<String, String> numbers) {}

    /** The lines of the table the environment names, or of a small one in its place; never of a small one where CI is true. */
    static String text() {
        String path = System.getenv(VARIABLE);
        try {
            if (path != null) {
                return Files.readString(Path.of(path));
            }
        } catch (IOException unreadable) {
            throw new AssertionError(VARIABLE + " names a file that cannot be read: " + path, unreadable);
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(VARIABLE + " must name a public table here: a small one proves too little");
        }
        System.out.println(VARIABLE + " is not set: a small table takes the place of the public one");
        return small();
    }

    static boolean isPublic() {
        return System.getenv(VARIABLE) != null;
    }

    static Map<String, Entry> entries(String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Entry entry = null;
        for (String line : text.split("\n", -1)) {
            Matcher model = MODEL.matcher(line);
            Matcher number = NUMBER.matcher(line);
            Matcher provider = TEXT.matcher(line);
            if (model.matches()) {
                entry = new Entry(model.group(1), "", new LinkedHashMap<>());
                entries.put(entry.model, entry);
            } else if (entry != null && number.matches()) {
                entry.numbers.put(number.group(1), number.group(2));
            } else if (entry != null && provider.matches()) {
                entry = new Entry(entry.model, provider.group(1), entry.numbers);
                entries.put(entry.model, entry);
            }
        }
        return entries;
    }

    /** Fifty models made up from the cards that come with the library, each with its own prices. */
    private static String small() {
        StringBuilder out = new StringBuilder("{\n");
        for (int i = 0; i < 50; i++) {
            out.append(i == 0 ? "" : ",\n");
            out.append("    \"model-").append(i).append("\": {\n");
            out.append("        \"litellm_provider\": \"acme\",\n");
            if (i % 5 == 0) {
                out.append("        \"input_cost_per_token_above_200k_tokens\": ")
                        .append(i + 7)
                        .append(".5e-06,\n");
            }
            if (i % 3 == 0) {
                out.append("        \"cache_read_input_token_cost\": ")
                        .append(i + 1)
                        .append("e-07,\n");
            }
            if (i % 7 == 0) {
                out.append("        \"input_cost_per_second\": 0.000")
                        .append(i + 1)
                        .append(",\n");
            }
            out.append("        \"input_cost_per_token\": ").append(i).append(".25e-06,\n");
            out.append("        \"output_cost_per_token\": 0.0000")
                    .append(i + 10)
                    .append("\n    }");
        }
        return out.append("\n}\n").toString();
    }
}
