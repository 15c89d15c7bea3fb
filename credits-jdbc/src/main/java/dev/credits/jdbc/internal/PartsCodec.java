package dev.credits.jdbc.internal;

import dev.credits.ledger.Hold;
import java.util.ArrayList;
import java.util.List;

/** The parts of a hold as text, in burn order: {@code lot:amount,lot:amount}. */
public final class PartsCodec {
    private PartsCodec() {}

    public static String write(List<Hold.Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Hold.Part part : parts) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(part.lot())
                    .append(':')
                    .append(part.amount());
        }
        return text.toString();
    }

    static List<Hold.Part> read(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Hold.Part> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("not a hold's parts: " + text);
            }
            parts.add(new Hold.Part(
                    Integer.parseInt(part, 0, colon, 10), Long.parseLong(part, colon + 1, part.length(), 10)));
        }
        return List.copyOf(parts);
    }
}
