package dev.credits.testkit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a shorter history that still fails: drops ever smaller stretches of steps as long as that is so. */
final class Shrinking {
    private final Predicate<History> fails;
    private int triesLeft;

    Shrinking(Predicate<History> fails, int tries) {
        this.fails = fails;
        this.triesLeft = tries;
    }

    History shortest(History failing) {
        History best = failing;
        int stretch = Math.max(1, best.steps().size() / 2);
        while (triesLeft > 0) {
            History shorter = withoutStretches(best, stretch);
            boolean progress = shorter.steps().size() < best.steps().size();
            best = shorter;
            if (stretch == 1 && !progress) {
                return best;
            }
            stretch = stretch == 1 ? 1 : stretch / 2;
        }
        return best;
    }

    private History withoutStretches(History from, int stretch) {
        History best = from;
        int at = 0;
        while (at < best.steps().size() && triesLeft > 0) {
            List<Step> left = new ArrayList<>(best.steps());
            left.subList(at, Math.min(at + stretch, left.size())).clear();
            History candidate = best.with(left);
            triesLeft--;
            if (fails.test(candidate)) {
                best = candidate;
            } else {
                at += stretch;
            }
        }
        return best;
    }
}
