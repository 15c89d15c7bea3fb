package dev.credits.testkit.contract;

import dev.credits.testkit.CreditsAssertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a contract's test its {@link Scenario}, and checks the laws when it ends. */
public final class ContractExtension implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Scenario.class;
    }

    @Override
    public Scenario resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Scenario known = store.get(context.getUniqueId(), Scenario.class);
        if (known != null) {
            return known;
        }
        Scenario scenario = new Scenario((StorageUnderTest) context.getRequiredTestInstance());
        store.put(context.getUniqueId(), scenario);
        return scenario;
    }

    /** Before the test's own {@code @AfterEach} methods, which may close its database. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Scenario scenario = context.getStore(NAMESPACE).get(context.getUniqueId(), Scenario.class);
        if (scenario != null && !scenario.lawsAreBroken()) {
            CreditsAssertions.assertThat(scenario.ledger()).obeysTheLaws();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Scenario scenario = context.getStore(NAMESPACE).remove(context.getUniqueId(), Scenario.class);
        if (scenario != null) {
            scenario.close();
        }
    }
}
