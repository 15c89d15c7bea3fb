package dev.credits.testkit.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records as somebody would leave them who changes rows by hand. */
final class Altered {
    private Altered() {}

    /** The same record with one component changed. */
    static <R extends Record> R with(R was, String name, @Nullable Object value) {
        RecordComponent[] components = was.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(component -> component.getName().equals(name))) {
            throw new IllegalArgumentException(was.getClass() + " has no " + name);
        }
        try {
            @Nullable Object[] values = new @Nullable Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getName().equals(name)
                        ? value
                        : components[i].getAccessor().invoke(was);
            }
            @SuppressWarnings("unchecked")
            Class<R> type = (Class<R>) was.getClass();
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(was + " refuses " + name + " " + value, refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(was + " cannot be changed", impossible);
        }
    }
}
