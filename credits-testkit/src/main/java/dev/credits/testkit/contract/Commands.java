package dev.credits.testkit.contract;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Close;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Unfreeze;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.time.Duration;
import java.time.Instant;

/** Commands in short: account first, then key, then what is asked. Reasons are given where one is needed. */
final class Commands {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
    /** The finest step of time that is kept. */
    static final Duration TICK = Duration.ofNanos(1000);

    static final CreditUnit GEM = new CreditUnit("GEM", 0);
    static final CreditUnit POINT = new CreditUnit("POINT", 2);

    static final Actor ADMIN = Actor.of("admin");

    private Commands() {}

    static AccountId id(String account) {
        return AccountId.of(account);
    }

    static IdempotencyKey key(String key) {
        return IdempotencyKey.of(key);
    }

    static Amount amount(String decimal) {
        return Amount.of(decimal);
    }

    static Memo memo(String key) {
        return Memo.key(key);
    }

    private static Memo reasoned(String key) {
        return Memo.key(key).by("admin").because("as agreed");
    }

    /** The key of every open is "open". */
    static Open open(String account) {
        return Open.of(id(account), memo("open"));
    }

    static Open open(String account, CreditUnit unit) {
        return Open.of(id(account), unit, memo("open"));
    }

    static Grant grant(String account, String key, String amount) {
        return Grant.of(id(account), amount(amount), memo(key));
    }

    static Grant grantUntil(String account, String key, String amount, Instant expires) {
        return grant(account, key, amount).on(LotTerms.of(Source.PROMOTION).expiring(expires));
    }

    static Grant grantFrom(String account, String key, String amount, Instant starts) {
        return grant(account, key, amount).on(LotTerms.of(Source.PROMOTION).starting(starts));
    }

    static Charge charge(String account, String key, String amount) {
        return new Charge(id(account), amount(amount), memo(key));
    }

    static Reserve reserve(String account, String key, String amount) {
        return Reserve.of(id(account), amount(amount), memo(key));
    }

    static Reserve reserve(String account, String key, String amount, Duration ttl) {
        return reserve(account, key, amount).lasting(ttl);
    }

    static Capture capture(String account, String key, String hold, String amount) {
        return new Capture(id(account), key(hold), amount(amount), memo(key));
    }

    static Settle settle(String account, String key, String hold, String amount) {
        return Settle.of(id(account), key(hold), amount(amount), memo(key));
    }

    static Extend extend(String account, String key, String hold, Duration ttl) {
        return new Extend(id(account), key(hold), ttl, null, memo(key));
    }

    static Extend extend(String account, String key, String hold, String amount) {
        return new Extend(id(account), key(hold), null, amount(amount), memo(key));
    }

    static Release release(String account, String key, String hold) {
        return new Release(id(account), key(hold), memo(key));
    }

    static Transfer transfer(String from, String to, String key, String amount) {
        return new Transfer(id(from), id(to), amount(amount), memo(key));
    }

    static Allocate allocate(String from, String to, String key, String amount) {
        return new Allocate(id(from), id(to), amount(amount), memo(key));
    }

    static Reclaim reclaim(String from, String to, String key, String amount) {
        return new Reclaim(id(from), id(to), amount(amount), memo(key));
    }

    static Convert convert(String from, String to, String key, Amount amount) {
        return new Convert(id(from), id(to), amount, memo(key));
    }

    static Adjust adjust(String account, String key, String amount) {
        return new Adjust(id(account), amount(amount), reasoned(key));
    }

    static Reverse reverse(String account, String key, String of) {
        return Reverse.of(id(account), key(of), memo(key));
    }

    static Reverse reverse(String account, String key, String of, String amount) {
        return reverse(account, key, of).only(amount(amount));
    }

    static SetFloor floor(String account, String key, String amount) {
        return new SetFloor(id(account), amount(amount), reasoned(key));
    }

    static Freeze freeze(String account, String key) {
        return new Freeze(id(account), reasoned(key));
    }

    static Unfreeze unfreeze(String account, String key) {
        return new Unfreeze(id(account), reasoned(key));
    }

    static Close close(String account, String key) {
        return new Close(id(account), reasoned(key));
    }
}
