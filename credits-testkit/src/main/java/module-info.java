/** For hosts' tests: a ledger in memory, a JUnit extension that checks every law, assertions, and the storage contract. */
module dev.credits.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.credits.core;
    requires transitive java.sql;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;

    exports dev.credits.testkit;
    exports dev.credits.testkit.contract;
    exports dev.credits.testkit.fault;
    exports dev.credits.testkit.history;
}
