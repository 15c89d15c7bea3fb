package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.*;
import dev.credits.spi.*;
import java.util.*;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmokeTest {
    static List<DataSource> sources() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:smoke" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return List.of(h2, TestPostgres.fresh());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void works(DataSource source) {
        JdbcStorage storage = JdbcStorage.on(source);
        AccountId id = Samples.funded(storage, "user:1", 1000);
        Samples.charge(storage, id, 10, "c1");
        Samples.charge(storage, id, 10, "c1");
        storage.transact(loader -> {
            Loaded l = loader.load(Samples.plan(id));
            return Samples.reserve(l.accounts().get(0), l.lots().get(0), 100, "r1", Samples.NOW.minusSeconds(1));
        });
        Account account = Samples.account(storage, id);
        assertThat(account.totals().available()).isEqualTo(890);
        List<Entry> entries = new ArrayList<>();
        storage.read(r -> { r.eachEntry(id, entries::add); return null; });
        assertThat(entries).hasSize(4);
        Hash h = Hash.GENESIS;
        for (Entry e : entries) { assertThat(e.hash()).isEqualTo(e.hashAfter(h)); h = e.hash(); }
        Loaded l = storage.read(r -> r.load(new LoadPlan(Set.of(id), Set.of(entries.get(2).transaction()), Set.of(TransactionId.of(id, IdempotencyKey.of("r1"))), Set.of(new LoadPlan.LotRef(id, 1)), Set.of(new LoadPlan.UnitPair("A", "B")), Samples.NOW)));
        assertThat(l.holds()).hasSize(2);
        assertThat(l.lots()).hasSize(2);
        assertThat(l.entries()).hasSize(1);
        assertThat(storage.<List<AccountId>>read(r -> r.due(Samples.NOW, null, 10))).containsExactly(id);
        assertThat(storage.<List<Hold>>read(r -> r.openHolds(id, Samples.NOW.minusSeconds(9), 10))).hasSize(1);
        assertThat(storage.<List<Account>>read(r -> r.accounts(null, 10))).hasSize(1);
        assertThat(storage.<List<Entry>>read(r -> r.unbalanced(10))).isEmpty();
        assertThat(storage.<List<Entry>>read(r -> r.entries(EntryFilter.of(id).text("100% \"FINE").kinds(EntryKind.CHARGE).between(Samples.NOW, Samples.NOW.plusSeconds(100))))).hasSize(1);
        assertThat(storage.<Optional<Entry>>read(r -> r.lastEntry(id, Samples.NOW.plusSeconds(2)))).contains(entries.get(1));
    }
}
