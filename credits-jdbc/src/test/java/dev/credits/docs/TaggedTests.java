package dev.credits.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Which tests carry which tag, read from their sources. A tag on a class counts for each of its tests; a disabled test for nothing. */
final class TaggedTests extends TreeScanner<Void, Void> {
    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property", "Example");

    /** By tag, then by class, the names of the tests. */
    private final Map<String, Map<String, Set<String>>> found = new TreeMap<>();

    private final List<ClassTree> nesting = new ArrayList<>();

    private TaggedTests() {}

    static Map<String, Map<String, Set<String>>> in(Collection<Path> sources) {
        TaggedTests scanner = new TaggedTests();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return scanner.found;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
        nesting.add(type);
        super.visitClass(type, none);
        nesting.remove(nesting.size() - 1);
        return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        Set<String> annotations = names(method.getModifiers());
        boolean disabled = annotations.contains("Disabled")
                || nesting.stream().anyMatch(type -> names(type.getModifiers()).contains("Disabled"));
        if (!disabled && annotations.stream().anyMatch(TESTS::contains)) {
            Set<String> tags = tags(method.getModifiers());
            nesting.forEach(type -> tags.addAll(tags(type.getModifiers())));
            String name = method.getName().toString();
            tags.forEach(tag -> found.computeIfAbsent(tag, any -> new TreeMap<>())
                    .computeIfAbsent(className(), any -> new TreeSet<>())
                    .add(name));
        }
        return super.visitMethod(method, none);
    }

    private String className() {
        return String.join(
                ".",
                nesting.stream().map(type -> type.getSimpleName().toString()).toList());
    }

    private static Set<String> names(ModifiersTree modifiers) {
        Set<String> names = new HashSet<>();
        modifiers.getAnnotations().forEach(annotation -> names.add(simpleName(annotation)));
        return names;
    }

    /** The values of {@code @Tag}, also of those inside {@code @Tags}. */
    private static Set<String> tags(ModifiersTree modifiers) {
        Set<String> tags = new TreeSet<>();
        TreeScanner<Void, Void> literals = new TreeScanner<>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void none) {
                tags.add(String.valueOf(literal.getValue()));
                return null;
            }
        };
        modifiers.getAnnotations().stream()
                .filter(annotation -> Set.of("Tag", "Tags").contains(simpleName(annotation)))
                .forEach(annotation -> literals.scan(annotation, null));
        return tags;
    }

    private static String simpleName(AnnotationTree annotation) {
        String name = annotation.getAnnotationType().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
