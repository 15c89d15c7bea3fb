package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Fund;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up histories: mostly sensible commands, now and then a retry, a key used again for something else, a hold that
 * never was, an amount that does not fit; a clock that likes to stop at the very instant something is due or a window
 * begins, and processes whose clocks disagree.
 */
final class Storyteller {
    private static final List<Instant> STARTS = List.of(
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2024-02-28T23:59:59.999999Z"),
            Instant.parse("2025-03-30T00:59:59.5Z"),
            Instant.parse("2025-10-26T00:30:00Z"),
            Instant.parse("1999-12-31T23:00:00.000001Z"),
            Instant.parse("2026-01-31T23:59:57Z"),
            Instant.parse("2026-04-23T21:59:50Z"), // at midnight Cairo has no midnight
            Instant.parse("2011-12-30T09:00:00Z")); // Apia has no such day

    private final long seed;
    private final SplittableRandom random;
    private final Cast cast;
    private final Times times;
    private final int processes;
    private final boolean skewed;
    private final List<Step> steps = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();

    Storyteller(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.cast = History.isAboutATree(seed) ? Family.of(random) : new Cast(random);
        this.times = new Times(random, STARTS.get(random.nextInt(STARTS.size())));
        this.processes = random.nextInt(4) == 0 ? 1 : 2 + random.nextInt(2);
        this.skewed = processes > 1 && random.nextInt(3) > 0;
    }

    History tell(int commands) {
        Instant start = times.now();
        cast.openings().forEach(this::send);
        while (sent.size() < commands) {
            int kind = random.nextInt(100);
            if (kind < 9) {
                steps.add(times.clock());
            } else if (kind < 11) {
                steps.add(new Step.Sweep(process()));
            } else if (kind < 14 && skewed) {
                steps.add(times.skew(process()));
            } else if ((kind == 14 || kind == 15) && cast instanceof Family family) {
                scene(family);
            } else if (kind == 16) {
                together();
            } else if (kind < 18) {
                send(sent.get(random.nextInt(sent.size())));
            } else {
                boolean usedKey = kind < 21;
                AccountId account = cast.someone();
                String key = usedKey ? someKeyOf(account) : nextKey();
                send(command(account, key));
            }
        }
        return new History(seed, start, steps);
    }

    /** Some commands that share a fate, now and then one of them known by now. */
    private void together() {
        List<Command> list = new ArrayList<>();
        for (int left = 2 + random.nextInt(2); left > 0; left--) {
            String key = nextKey() + "/" + left;
            Command command = switch (random.nextInt(8)) {
                case 0 -> sent.get(random.nextInt(sent.size()));
                case 1, 2, 3 -> command(cast.someone(), key);
                default -> deeds(key).expiring(cast.someone());
            };
            times.note(command);
            list.add(command);
        }
        sent.addAll(list);
        steps.add(new Step.Together(process(), list));
    }

    private void scene(Family family) {
        switch (random.nextInt(processes > 1 ? 3 : 2)) {
            case 0 -> leftBehind(family);
            case 1 -> forgiven();
            default -> acrossMidnight(family);
        }
    }

    /** A limit is set by a clock, or after a wait, that began before a midnight which the spending has seen already. */
    private void acrossMidnight(Family family) {
        AccountId account = family.member();
        ZoneId zone = TreeDeeds.zone(random);
        boolean before = skewed && random.nextBoolean();
        int ahead = process();
        int behind = (ahead + 1) % processes;
        steps.add(times.midnight(zone, before));
        if (before) {
            steps.add(new Step.Skew(ahead, Duration.ofSeconds(2)));
        }
        send(ahead, deeds(nextKey()).spending(account, 15 + random.nextInt(20)), Duration.ZERO);
        Deeds deeds = deeds(nextKey());
        Memo memo = deeds.memo().because("midnight");
        SetLimit limit = SetLimit.of(account, Window.DAY, deeds.amount(account, 14), memo);
        Duration waited = before ? Duration.ZERO : Duration.ofSeconds(2);
        send(behind, TreeDeeds.on(LimitTerms.USUAL.in(zone), limit), waited);
        send(behind, deeds(nextKey()).spending(account, 15), Duration.ZERO);
    }

    /** Somebody on the way to the pool keeps credits that expire, and perhaps a hold, while others spend through it. */
    private void leftBehind(Family family) {
        AccountId account = family.between();
        if (account != null) {
            send(Fund.own(account, deeds(nextKey()).memo().because("own")));
            send(deeds(nextKey()).expiring(account));
            if (random.nextBoolean()) {
                send(deeds(nextKey()).spending(account, 24));
            }
            send(Fund.shared(account, deeds(nextKey()).memo().because("shared")).keeping());
        }
    }

    /** Somebody with a limit spends, is forgiven, and has some of what was spent reversed; then spends on. */
    private void forgiven() {
        SetLimit limit = deeds(nextKey()).any(SetLimit.class);
        if (limit != null && limit.window() != Window.CALL) {
            AccountId account = limit.account();
            Command first = deeds(nextKey()).spending(account, 15);
            send(first);
            Memo reasoned = deeds(nextKey()).memo().because("forgiven");
            send(new ResetUsage(account, limit.window(), reasoned));
            if (random.nextBoolean()) {
                send(deeds(nextKey()).spending(account, 15));
            }
            send(Reverse.of(account, first.memo().key(), deeds(nextKey()).memo()));
            send(deeds(nextKey()).spending(account, 15));
        }
    }

    private Command command(AccountId account, String key) {
        Deeds deeds = deeds(key);
        return cast instanceof Family family
                ? new TreeDeeds(random, family, deeds, times.now()).about(account)
                : deeds.about(account);
    }

    private void send(Command command) {
        send(process(), command, processes > 1 ? times.waited() : Duration.ZERO);
    }

    private void send(int process, Command command, Duration waited) {
        times.note(command);
        steps.add(new Step.Send(process, command, waited));
        sent.add(command);
    }

    private Deeds deeds(String key) {
        return new Deeds(random, cast, sent, times.now(), key);
    }

    private String nextKey() {
        return "k" + sent.size();
    }

    private int process() {
        return processes == 1 ? 0 : random.nextInt(processes);
    }

    private String someKeyOf(AccountId account) {
        List<IdempotencyKey> keys = sent.stream()
                .filter(command -> command.account().equals(account))
                .map(command -> command.memo().key())
                .toList();
        return keys.isEmpty() ? "k0" : keys.get(random.nextInt(keys.size())).value();
    }
}
