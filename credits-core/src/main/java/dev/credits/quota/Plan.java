package dev.credits.quota;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a subject is allowed by default.
 *
 * @param name such as {@code free}, 1 to 60 characters
 * @param allowances at most one for each quota and window
 */
public record Plan(String name, List<Allowance> allowances) {
    private static final int MAX_NAME = 60;
    private static final int MOST = 100;

    public Plan {
        Text.line("plan", name, MAX_NAME);
        allowances = List.copyOf(allowances);
        if (allowances.size() > MOST) {
            throw new InvalidInputException("allowances", allowances.size(), "at most " + MOST);
        }
        Set<List<Object>> seen = new HashSet<>();
        for (Allowance allowance : allowances) {
            if (!seen.add(List.of(allowance.quota(), allowance.window()))) {
                throw new InvalidInputException("allowances", allowance, "one for each quota and window");
            }
        }
    }

    public static Plan of(String name, Allowance... allowances) {
        return new Plan(name, List.of(allowances));
    }
}
