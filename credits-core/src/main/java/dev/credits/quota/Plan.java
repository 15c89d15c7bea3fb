package dev.credits.quota;

import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a subject is allowed by default. Of a quota it does not name it allows nothing; what has no bound is said to have
 * none, by {@link Allowance#unlimited}. Credits it does not cap are bounded by what there is of them.
 *
 * @param name such as {@code free}, 1 to 60 characters
 * @param allowances at most one for each quota and window
 * @param caps on the subject's credits, at most one for each window
 */
public record Plan(String name, List<Allowance> allowances, List<Cap> caps) {
    private static final int MAX_NAME = 60;
    private static final int MOST = 100;

    public Plan {
        Text.line("plan", name, MAX_NAME);
        allowances = List.copyOf(allowances);
        caps = List.copyOf(caps);
        if (allowances.size() > MOST) {
            throw new InvalidInputException("allowances", allowances.size(), "at most " + MOST);
        }
        Set<List<Object>> seen = new HashSet<>();
        for (Allowance allowance : allowances) {
            if (!seen.add(List.of(allowance.quota(), allowance.window()))) {
                throw new InvalidInputException("allowances", allowance, "one for each quota and window");
            }
        }
        Set<Window> capped = new HashSet<>();
        for (Cap cap : caps) {
            if (!capped.add(cap.window())) {
                throw new InvalidInputException("caps", cap, "one for each window");
            }
        }
    }

    /** A plan of quotas; credits are not limited by it. */
    public static Plan of(String name, Allowance... allowances) {
        return new Plan(name, List.of(allowances), List.of());
    }

    /** The same, with no more credits than this in a window. */
    public Plan capping(Window window, Amount most) {
        List<Cap> more = new ArrayList<>(caps);
        more.add(new Cap(window, most));
        return new Plan(name, allowances, more);
    }
}
