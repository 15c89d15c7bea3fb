package dev.credits.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.credits.money.InvalidInputException;
import java.util.Iterator;
import java.util.List;

/**
 * The fields of a JSON object that came from outside. A field that is left out has a default; one that is there has the right
 * type, or the request is refused: nothing is converted, rounded or cut.
 */
record Fields(JsonNode body) {
    /** The same, if it has no field but these: a misspelt name is not passed over in silence. */
    Fields only(List<String> known) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new InvalidInputException(name, body.get(name), "left out: it is not one of " + known);
            }
        }
        return this;
    }

    /** A text that must be there and not be blank. */
    String text(String field) {
        JsonNode node = body.path(field);
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw wrong(field, "a text that is not blank");
        }
        return node.textValue();
    }

    /** One of these words, in capitals or not. */
    <E extends Enum<E>> E word(String field, Class<E> words, E otherwise) {
        if (!body.has(field)) {
            return otherwise;
        }
        for (E word : words.getEnumConstants()) {
            if (body.get(field).isTextual()
                    && word.name().equalsIgnoreCase(body.get(field).textValue())) {
                return word;
            }
        }
        throw wrong(field, "one of " + List.of(words.getEnumConstants()));
    }

    boolean flag(String field, boolean otherwise) {
        if (!body.has(field)) {
            return otherwise;
        }
        if (!body.get(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return body.get(field).booleanValue();
    }

    /** A whole number within bounds, written as one: 5.0 and "5" are none. */
    int whole(String field, int otherwise, int least, int most) {
        if (!body.has(field)) {
            return otherwise;
        }
        JsonNode node = body.get(field);
        boolean fits = node.isIntegralNumber() && node.canConvertToInt();
        if (!fits || node.intValue() < least || node.intValue() > most) {
            throw wrong(field, "a whole number from " + least + " to " + most);
        }
        return node.intValue();
    }

    private InvalidInputException wrong(String field, String wanted) {
        return new InvalidInputException(field, body.has(field) ? body.get(field) : "left out", wanted);
    }
}
