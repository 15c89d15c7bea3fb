package dev.credits.cli.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a line as one JSON object with an {@code op}; bounded in depth and in the length of numbers. */
final class LineParser {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NUMBER = 100;
    private static final String WANTED = "the line must be one JSON object such as {\"op\":\"sweep\"}";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .maxStringLength(LineReader.MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    private static final ObjectReader VALUES = MAPPER.readerFor(JsonNode.class);

    private LineParser() {}

    /** The fields of a line, the operation's name among them. */
    static Map<String, JsonNode> values(Line line) {
        String text = line.text();
        if (text == null) {
            throw InvalidLine.json(String.valueOf(line.trouble()));
        }
        return object(text);
    }

    /** Takes the operation out of the fields. */
    static Op takeOp(Map<String, JsonNode> values) {
        JsonNode op = values.remove("op");
        if (op == null || op.isNull()) {
            throw InvalidLine.missing("op", "one of " + Op.labels());
        }
        String label = op.isTextual() ? op.textValue() : op.toString();
        Op known = op.isTextual() ? Op.of(label) : null;
        if (known == null) {
            throw InvalidLine.unknownOp(label);
        }
        return known;
    }

    private static Map<String, JsonNode> object(String text) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw InvalidLine.json(WANTED);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (values.put(name, VALUES.readValue(parser)) != null) {
                    throw InvalidLine.twice(name);
                }
            }
            if (parser.nextToken() != null) {
                throw InvalidLine.json("there is more after the JSON object; a line holds one");
            }
            return values;
        } catch (JsonEOFException cutOff) {
            throw InvalidLine.json("the line ends before its JSON object does");
        } catch (JsonProcessingException wrong) {
            throw InvalidLine.json(described(wrong));
        } catch (IOException notFromAString) {
            throw new IllegalStateException(notFromAString);
        }
    }

    private static String described(JsonProcessingException wrong) {
        if (wrong instanceof StreamConstraintsException) {
            return "the JSON is nested deeper than " + MAX_DEPTH + ", or has a number longer than " + MAX_NUMBER;
        }
        String what = String.valueOf(wrong.getOriginalMessage());
        for (String advice : List.of("\n", ": enable ", " for `", " (for ")) {
            int end = what.indexOf(advice);
            what = end < 0 ? what : what.substring(0, end);
        }
        JsonLocation at = wrong.getLocation();
        return (at == null ? "" : "column " + at.getColumnNr() + ": ") + what.strip() + "; " + WANTED;
    }
}
