package dev.credits.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.quota.Allowance;
import dev.credits.quota.Plan;
import dev.credits.quota.Plans;
import dev.credits.quota.QuotaPage;
import dev.credits.quota.Quotas;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private final Credits credits = Credits.on(JdbcStorage.on(TestH2.memory()));
    private final Ledger ledger = credits.ledger();

    @Test
    @Tag("H3")
    @DisplayName("H3: the guide's pool refuses what a limit on the way does not allow")
    void pool() {
        // region a pool and its members
        AccountId org = AccountId.of("org:7");
        AccountId team = AccountId.of("org:7/team:2");
        AccountId ann = AccountId.of("org:7/ann");

        ledger.execute(Open.of(org, Memo.key("open"))).orElseThrow();
        ledger.execute(Open.of(team, Memo.key("open")).sharing(org)).orElseThrow();
        ledger.execute(Open.of(ann, Memo.key("open")).sharing(team)).orElseThrow();
        ledger.execute(Grant.of(org, Amount.of("1000"), Memo.key("order-1"))).orElseThrow();

        Memo agreed = Memo.key("limits-2026").by("cfo").because("as agreed");
        ledger.execute(SetLimit.of(team, Window.MONTH, Amount.of("300"), agreed).in(ZoneId.of("Europe/Berlin")))
                .orElseThrow();
        ledger.execute(SetLimit.of(ann, Window.DAY, Amount.of("20"), agreed)).orElseThrow();

        ledger.execute(new Charge(ann, Amount.of("15"), Memo.key("call-1").feature("chat")))
                .orElseThrow(); // taken from org:7
        Outcome refused = ledger.execute(new Charge(ann, Amount.of("6"), Memo.key("call-2")));
        // Declined: LIMIT_EXCEEDED by "org:7/ann DAY", 1 too much; it would pass tomorrow

        Limit today = ledger.limits(ann).get(0);
        Amount left = today.remaining(); // 5
        // endregion
        assertThat(refused.isBooked()).isFalse();
        assertThat(((Outcome.Declined) refused).blockedBy()).isEqualTo("org:7/ann DAY");
        assertThat(left).isEqualTo(Amount.of("5"));
        assertThat(ledger.balance(org).orElseThrow().available()).isEqualTo(Amount.of("985"));
        raise(team, ann);
        spendable(org, ann);
        isolated(org, team);
    }

    private void raise(AccountId team, AccountId ann) {
        // region raise
        LimitTerms terms = ledger.limits(team).get(0).terms(); // Europe/Berlin, from the 1st
        Memo more = Memo.key("more").by("cfo").because("a busy month");
        ledger.execute(SetLimit.of(team, Window.MONTH, Amount.of("500"), more).on(terms))
                .orElseThrow();
        // endregion
        assertThat(ledger.limits(team).get(0).terms().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(ledger.limits(team).get(0).remaining()).isEqualTo(Amount.of("485"));
        ledger.execute(new ResetUsage(
                        ann, Window.DAY, Memo.key("again").by("cfo").because("a slip")))
                .orElseThrow();
        Limit today = ledger.limits(ann).get(0);
        assertThat(today.used()).isZero();
        assertThat(today.spent()).isEqualTo(Amount.of("15").minor());
        assertThat(today.remaining()).isEqualTo(Amount.of("20"));
    }

    private void spendable(AccountId org, AccountId ann) {
        assertThat(ledger.balance(ann).orElseThrow().available()).isEqualTo(Amount.of("0"));
        // region spendable
        Outcome possible = ledger.preview(new Charge(ann, Amount.of("6"), Memo.key("call-3"))); // writes nothing
        boolean affordable = possible.isBooked();
        // endregion
        assertThat(affordable).isTrue();
        assertThat(ledger.balance(org).orElseThrow().available()).isEqualTo(Amount.of("985"));
    }

    private void isolated(AccountId org, AccountId team) {
        // region a budget of its own
        Memo launch = Memo.key("launch").by("cfo").because("a budget of its own");
        ledger.execute(Fund.own(team, launch)).orElseThrow();
        ledger.execute(new Allocate(org, team, Amount.of("100"), Memo.key("launch-budget")))
                .orElseThrow();
        ledger.execute(new SetStop(team, true, Memo.key("stop").by("cfo").because("campaign"))); // pauses at zero

        Memo over = Memo.key("over").by("cfo").because("campaign over");
        ledger.execute(Fund.shared(team, over)).orElseThrow(); // what is left goes back to org:7
        // endregion
        assertThat(ledger.balance(org).orElseThrow().available()).isEqualTo(Amount.of("985"));
    }

    @Test
    @Tag("H4")
    @DisplayName("H4: the guide's plan counts what it says")
    void plan() {
        // region quotas and plans
        Plan team = Plan.of("team", Allowance.monthly("generations", 500), Allowance.total("seats", 10))
                .capping(Window.DAY, Amount.of("25"));
        Quotas quotas = credits.quotas(Plans.USUAL.with(team));
        AccountId user = AccountId.of("user:42");

        ledger.execute(Open.of(user, Memo.key("sign-up"))).orElseThrow();
        quotas.assign(user, "team", false, Memo.key("plan-1").by("admin").because("joined"))
                .orElseThrow();
        quotas.use(user, "generations", 3, Memo.key("picture-17")).orElseThrow();

        QuotaPage page = quotas.page(user); // plan, limits, usage, what is left, when it resets, the last ten changes
        List<QuotaPage.Line> lines = page.lines(); // generations MONTH: 3 of 500; seats NONE: 0 of 10
        // endregion
        assertThat(lines).extracting(QuotaPage.Line::remaining).containsExactly(497L, 10L);
        assertThat(page.audit()).isNotEmpty();
    }
}
