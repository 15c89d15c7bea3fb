package dev.credits.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes everything that was found to a file, for programs. */
final class JsonReport {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    static void write(Results results, Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("environment", results.environment);
        all.put("notes", results.notes);
        all.put("ratios", results.ratios);
        all.put("rounds", results.rounds);
        all.put("calibration", results.calibration);
        all.put("growth", results.growth);
        all.put("verified", results.verified);
        MAPPER.writeValue(file.toFile(), all);
    }
}
