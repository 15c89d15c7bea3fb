package dev.credits.testkit.contract;

import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A storage of which is noted what it is asked; units of work may be told something else than what is there. */
final class Overheard implements Storage {
    private final Storage storage;
    private final UnaryOperator<Loaded> told;
    private final List<LoadPlan> plans = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();

    Overheard(Storage storage, UnaryOperator<Loaded> told) {
        this.storage = storage;
        this.told = told;
    }

    static Overheard at(Storage storage) {
        return new Overheard(storage, UnaryOperator.identity());
    }

    /** What units of work asked for. */
    List<LoadPlan> plans() {
        return plans;
    }

    /** What readers were asked, by the name of the question. */
    List<String> questions() {
        return questions;
    }

    @Override
    public void transact(UnitOfWork work) {
        storage.transact(loader -> work.run(plan -> {
            plans.add(plan);
            return told.apply(loader.load(plan));
        }));
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(reader -> question.apply((Reader) Proxy.newProxyInstance(
                Reader.class.getClassLoader(), new Class<?>[] {Reader.class}, (proxy, method, arguments) -> {
                    questions.add(method.getName());
                    try {
                        return method.invoke(reader, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                })));
    }
}
