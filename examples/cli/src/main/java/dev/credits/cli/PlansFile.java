package dev.credits.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.quota.Allowance;
import dev.credits.quota.Cap;
import dev.credits.quota.Plan;
import dev.credits.quota.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans of a host's own, as JSON: an array of plans, each with its name, its {@code quotas} and the {@code limits} of its
 * credits.
 */
final class PlansFile {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final long MOST_BYTES = 1 << 20;

    private PlansFile() {}

    /** The usual plans with those of a file beside them, or in the place of those of the same name. */
    static Plans read(String option, String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path) || Files.size(path) > MOST_BYTES) {
            throw Arguments.wrong(option, file, "a file of at most a MiB that can be read");
        }
        try {
            Plans plans = Plans.USUAL;
            for (JsonNode node : array(MAPPER.readTree(Files.readAllBytes(path)), "plans")) {
                plans = plans.with(plan(node));
            }
            return plans;
        } catch (JacksonException wrong) {
            int line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
            throw Arguments.wrong(option, file + ", line " + line, "JSON: " + wrong.getOriginalMessage());
        } catch (InvalidInputException wrong) {
            throw Arguments.wrong(option, file, "right: " + wrong.getMessage());
        }
    }

    private static Plan plan(JsonNode node) {
        fields(node, Set.of("plan", "quotas", "limits"));
        List<Allowance> allowances = new ArrayList<>();
        for (JsonNode quota : array(node.path("quotas"), "quotas")) {
            fields(quota, Set.of("quota", "window", "most"));
            allowances.add(new Allowance(text(quota, "quota"), window(quota), most(quota.path("most"))));
        }
        List<Cap> caps = new ArrayList<>();
        for (JsonNode limit : array(node.path("limits"), "limits")) {
            fields(limit, Set.of("window", "amount", "unit", "scale"));
            CreditUnit unit = new CreditUnit(
                    limit.path("unit").asText(CreditUnit.CREDIT.code()),
                    limit.path("scale").asInt(CreditUnit.CREDIT.scale()));
            caps.add(new Cap(window(limit), Amount.of("amount", text(limit, "amount"), unit)));
        }
        return new Plan(text(node, "plan"), allowances, caps);
    }

    private static void fields(JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new InvalidInputException("plans", node, "an array of objects");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidInputException(
                        "field",
                        name,
                        "one of " + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    private static JsonNode array(JsonNode node, String name) {
        if (!node.isArray() && !node.isMissingNode()) {
            throw new InvalidInputException(name, node, "an array of objects");
        }
        return node;
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new InvalidInputException(name, node.path(name), "a string");
        }
        return node.get(name).textValue();
    }

    private static Window window(JsonNode node) {
        String text = text(node, "window");
        return Arrays.stream(Window.values())
                .filter(window -> window.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("window", text, "one of " + Arrays.toString(Window.values())));
    }

    private static @Nullable Long most(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new InvalidInputException("most", node, "a whole number, or null for as many as anyone likes");
        }
        return node.longValue();
    }
}
