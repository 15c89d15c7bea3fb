package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes up histories: mostly sensible commands, now and then a retry, a key used again for something else, a hold that
 * never was, an amount that does not fit, and a clock that likes to stop at the very instant something is due.
 */
final class Storyteller {
    private static final List<Instant> STARTS = List.of(
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2024-02-28T23:59:59.999999Z"),
            Instant.parse("2025-03-30T00:59:59.5Z"),
            Instant.parse("2025-10-26T00:30:00Z"),
            Instant.parse("1999-12-31T23:00:00.000001Z"));

    private final long seed;
    private final SplittableRandom random;
    private final Cast cast;
    private final List<Step> steps = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();
    private final TreeSet<Instant> moments = new TreeSet<>();
    private Instant now;

    Storyteller(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.cast = History.isAboutATree(seed) ? Family.of(random) : new Cast(random);
        this.now = STARTS.get(random.nextInt(STARTS.size()));
    }

    History tell(int commands) {
        Instant start = now;
        cast.openings().forEach(this::send);
        while (sent.size() < commands) {
            int kind = random.nextInt(100);
            if (kind < 9) {
                clock();
            } else if (kind < 11) {
                steps.add(new Step.Sweep());
            } else if (kind < 16) {
                send(sent.get(random.nextInt(sent.size())));
            } else {
                boolean usedKey = kind < 19;
                AccountId account = cast.someone();
                String key = usedKey ? someKeyOf(account) : "k" + sent.size();
                send(command(account, key));
            }
        }
        return new History(seed, start, steps);
    }

    private Command command(AccountId account, String key) {
        Deeds deeds = new Deeds(random, cast, sent, now, key);
        return cast instanceof Family family
                ? new TreeDeeds(random, family, deeds, now).about(account)
                : deeds.about(account);
    }

    private void send(Command command) {
        steps.add(new Step.Send(command));
        sent.add(command);
        if (command instanceof Reserve reserve) {
            moments.add(now.plus(reserve.ttl()));
        } else if (command instanceof Grant grant) {
            if (grant.terms().starts() != null) {
                moments.add(grant.terms().starts());
            }
            if (grant.terms().expires() != null) {
                moments.add(grant.terms().expires());
            }
        } else if (command instanceof SetLimit limit) {
            moments(limit);
        }
    }

    private void moments(SetLimit limit) {
        ZoneId zone = limit.terms().zone();
        int anchor = limit.terms().anchor();
        Instant end = limit.window().end(limit.window().start(now, zone, anchor), zone, anchor);
        if (end != null) {
            moments.add(end);
        }
        if (limit.terms().liftedUntil() != null) {
            moments.add(limit.terms().liftedUntil());
        }
    }

    /** To the next instant at which something is due, just before it, or some way on. */
    private void clock() {
        Instant due = moments.higher(now);
        int kind = random.nextInt(10);
        if (due != null && kind < 4) {
            now = due;
        } else if (due != null && kind < 6 && due.minusNanos(1000).isAfter(now)) {
            now = due.minusNanos(1000);
        } else {
            long seconds = 1L << random.nextInt(18);
            now = now.plus(Duration.ofSeconds(seconds)).plusNanos(1000L * random.nextInt(1_000_000));
        }
        steps.add(new Step.Clock(now));
    }

    private String someKeyOf(AccountId account) {
        List<IdempotencyKey> keys = sent.stream()
                .filter(command -> command.account().equals(account))
                .map(command -> command.memo().key())
                .toList();
        return keys.isEmpty() ? "k0" : keys.get(random.nextInt(keys.size())).value();
    }
}
