package dev.credits.cli.bench;

import java.sql.SQLException;

/** Asks for balances. Its unit is one question. */
record ReadContender(LedgerContender ledger) implements Contender {
    @Override
    public void reserve(int account, long request) throws SQLException {
        if (ledger.ledger().balance(ledger.account(account)).isEmpty()) {
            throw new SQLException("the account is not there");
        }
    }

    @Override
    public void settle(int account, long request) {
        throw new UnsupportedOperationException("a question has nothing to settle");
    }

    @Override
    public boolean inPairs() {
        return false;
    }
}
