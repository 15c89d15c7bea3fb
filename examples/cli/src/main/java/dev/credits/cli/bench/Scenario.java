package dev.credits.cli.bench;

import java.util.random.RandomGenerator;

/** Which accounts the pairs of a run are about. */
enum Scenario {
    /** All on one account. */
    HOT("one account") {
        @Override
        int account(RandomGenerator random, int accounts) {
            return 0;
        }
    },
    /** Evenly over all accounts. */
    SPREAD("all accounts, evenly") {
        @Override
        int account(RandomGenerator random, int accounts) {
            return random.nextInt(accounts);
        }
    },
    /** One in five on one account, the others evenly over all. */
    MIXED("one in five on one account, the others evenly over all") {
        @Override
        int account(RandomGenerator random, int accounts) {
            return random.nextInt(5) == 0 ? 0 : random.nextInt(accounts);
        }
    };

    private final String description;

    Scenario(String description) {
        this.description = description;
    }

    /** The next pair's account, from 0 on. */
    abstract int account(RandomGenerator random, int accounts);

    String description() {
        return description;
    }
}
