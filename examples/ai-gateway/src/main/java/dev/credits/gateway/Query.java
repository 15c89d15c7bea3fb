package dev.credits.gateway;

import dev.credits.money.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, from what follows the question mark. */
record Query(@Nullable String raw) {
    /** A whole number within bounds, or {@code otherwise} if it is left out. */
    long whole(String name, long otherwise, long least, long most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        long value = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
        if (value < least || value > most) {
            throw new InvalidInputException(name, text, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    private @Nullable String text(String name) {
        String found = null;
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (!name.equals(decoded(name, equals < 0 ? pair : pair.substring(0, equals)))) {
                continue;
            }
            if (found != null) {
                throw new InvalidInputException(name, raw, "given once");
            }
            found = equals < 0 ? "" : decoded(name, pair.substring(equals + 1));
        }
        return found;
    }

    private static String decoded(String name, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new InvalidInputException(name, text, "encoded as in a URL");
        }
    }
}
