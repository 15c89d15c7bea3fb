package dev.credits.testkit.contract;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Reversal;
import dev.credits.spi.Storage;
import dev.credits.spi.Stray;
import dev.credits.spi.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A storage as it would read after somebody had changed its rows behind the ledger's back. Read only. */
final class Tampering implements Storage {
    private final Storage honest;
    private UnaryOperator<Account> accounts = UnaryOperator.identity();
    private UnaryOperator<List<Entry>> entries = UnaryOperator.identity();
    private UnaryOperator<List<Lot>> lots = UnaryOperator.identity();
    private UnaryOperator<List<Hold>> holds = UnaryOperator.identity();
    private UnaryOperator<List<Reversal>> reversals = UnaryOperator.identity();

    private UnaryOperator<List<Limit>> limits = UnaryOperator.identity();
    private UnaryOperator<List<Usage>> usage = UnaryOperator.identity();
    private UnaryOperator<List<LogLine>> lines = UnaryOperator.identity();

    private Tampering(Storage honest) {
        this.honest = honest;
    }

    static Tampering with(Storage honest) {
        return new Tampering(honest);
    }

    Tampering accounts(UnaryOperator<Account> change) {
        accounts = change;
        return this;
    }

    Tampering entries(UnaryOperator<List<Entry>> change) {
        entries = change;
        return this;
    }

    Tampering lots(UnaryOperator<List<Lot>> change) {
        lots = change;
        return this;
    }

    Tampering holds(UnaryOperator<List<Hold>> change) {
        holds = change;
        return this;
    }

    Tampering reversals(UnaryOperator<List<Reversal>> change) {
        reversals = change;
        return this;
    }

    Tampering limits(UnaryOperator<List<Limit>> change) {
        limits = change;
        return this;
    }

    Tampering usage(UnaryOperator<List<Usage>> change) {
        usage = change;
        return this;
    }

    Tampering lines(UnaryOperator<List<LogLine>> change) {
        lines = change;
        return this;
    }

    @Override
    public void transact(UnitOfWork work) {
        throw new IllegalStateException("what was tampered with is only read");
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return honest.read(reader -> question.apply(new Lies(reader)));
    }

    /** Every row of an account, gathered so that rows can be changed, dropped and put in another order. */
    private static <T> List<T> gathered(Consumer<Consumer<T>> source) {
        List<T> rows = new ArrayList<>();
        source.accept(rows::add);
        return rows;
    }

    private final class Lies implements Reader {
        private final Reader truth;

        Lies(Reader truth) {
            this.truth = truth;
        }

        @Override
        public Loaded load(LoadPlan plan) {
            Loaded found = truth.load(plan);
            return new Loaded(
                    found.accounts().stream().map(accounts).toList(),
                    found.lots(),
                    found.holds(),
                    found.entries(),
                    found.reversals(),
                    found.limits(),
                    found.counts(),
                    found.trees(),
                    lines.apply(found.lines()));
        }

        @Override
        public List<Hold> dueHolds(AccountId account, Hold after, Instant by, int limit) {
            return truth.dueHolds(account, after, by, limit);
        }

        @Override
        public List<Account> accounts(
                @Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken) {
            return truth.accounts(after, limit, broken).stream().map(accounts).toList();
        }

        @Override
        public Instant newest() {
            return truth.newest();
        }

        @Override
        public void eachEntry(List<AccountId> some, Consumer<Entry> consumer) {
            for (AccountId account : some) {
                List<Entry> rows = gathered(to -> truth.eachEntry(List.of(account), to));
                entries.apply(rows).forEach(consumer);
            }
        }

        @Override
        public void eachLot(List<AccountId> some, Consumer<Lot> consumer) {
            for (AccountId account : some) {
                List<Lot> rows = gathered(to -> truth.eachLot(List.of(account), to));
                lots.apply(rows).forEach(consumer);
            }
        }

        @Override
        public void eachHold(List<AccountId> some, Consumer<Hold> consumer) {
            for (AccountId account : some) {
                List<Hold> rows = gathered(to -> truth.eachHold(List.of(account), to));
                holds.apply(rows).forEach(consumer);
            }
        }

        @Override
        public void eachReversal(List<AccountId> some, BiConsumer<AccountId, Reversal> consumer) {
            for (AccountId account : some) {
                List<Reversal> rows =
                        gathered(to -> truth.eachReversal(List.of(account), (any, reversal) -> to.accept(reversal)));
                reversals.apply(rows).forEach(row -> consumer.accept(account, row));
            }
        }

        @Override
        public void eachLimit(List<AccountId> some, Consumer<Limit> consumer) {
            for (AccountId account : some) {
                List<Limit> rows = gathered(to -> truth.eachLimit(List.of(account), to));
                limits.apply(rows).forEach(consumer);
            }
        }

        @Override
        public void eachUsage(List<AccountId> some, Instant from, Instant to, Consumer<Usage> consumer) {
            for (AccountId account : some) {
                List<Usage> rows = gathered(each -> truth.eachUsage(List.of(account), from, to, each));
                usage.apply(rows).forEach(consumer);
            }
        }

        @Override
        public Optional<SameState> sameState() {
            return truth.sameState().map(same -> questions -> same.read(other -> questions.accept(new Lies(other))));
        }

        @Override
        public List<Account> children(AccountId parent, @Nullable AccountId after, int limit) {
            return truth.children(parent, after, limit);
        }

        @Override
        public List<Account> children(List<AccountId> parents, int limit) {
            return truth.children(parents, limit);
        }

        @Override
        public List<AccountId> parents(List<AccountId> accounts) {
            return truth.parents(accounts);
        }

        @Override
        public List<Entry> amendments(AccountId account, long before, int limit) {
            return truth.amendments(account, before, limit);
        }

        @Override
        public List<Entry> entries(EntryFilter filter) {
            return truth.entries(filter);
        }

        @Override
        public Optional<Entry> lastEntry(AccountId account, Instant at) {
            return truth.lastEntry(account, at);
        }

        @Override
        public List<Hold> openHolds(AccountId account, Instant now, int limit) {
            return truth.openHolds(account, now, limit);
        }

        @Override
        public List<Hold> unended(
                Instant from,
                @Nullable TransactionId after,
                Instant to,
                int limit,
                Consumer<? super UnreadableException> broken) {
            return truth.unended(from, after, to, limit, broken);
        }

        @Override
        public List<AccountId> due(
                Instant now, @Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken) {
            return truth.due(now, after, limit, broken);
        }

        @Override
        public List<Unbalanced> unbalanced(int limit) {
            return truth.unbalanced(limit);
        }

        @Override
        public List<LogLine> lines(String log, long after, int limit) {
            return lines.apply(truth.lines(log, after, limit));
        }

        @Override
        public Optional<LogLine> line(String log, IdempotencyKey key) {
            return truth.line(log, key);
        }

        @Override
        public List<LogLine> newestLines(String log, String kind, int limit) {
            return truth.newestLines(log, kind, limit);
        }

        @Override
        public void eachLine(Consumer<LogLine> consumer) {
            List<LogLine> all = gathered(truth::eachLine);
            lines.apply(all).forEach(consumer);
        }

        @Override
        public List<Stray> strays(int limit) {
            return truth.strays(limit);
        }
    }
}
