package dev.credits.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's module sees the exported packages of core and nothing else. */
class InternalsUnreachableTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @TempDir
    Path out;

    @Test
    @DisplayName("core exports its vocabulary to everyone, and opens nothing to reflection")
    void exports() {
        ModuleDescriptor core =
                ModuleFinder.of(CLASSES).find("dev.credits.core").orElseThrow().descriptor();

        assertThat(core.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(
                        "dev.credits",
                        "dev.credits.budget",
                        "dev.credits.ledger",
                        "dev.credits.metering",
                        "dev.credits.money",
                        "dev.credits.pricing",
                        "dev.credits.quota",
                        "dev.credits.spi");
        assertThat(core.exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
        assertThat(core.opens()).isEmpty();
    }

    @Test
    @DisplayName("a host compiles against the front door")
    void frontDoorCompiles() throws IOException {
        assertThat(errorsOf("dev.credits.Credits")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.credits.ledger.internal.Kernel", "dev.credits.text.Text"})
    @DisplayName("a host does not compile against internals")
    void internalsDoNotCompile(String type) throws IOException {
        String hidden = type.substring(0, type.lastIndexOf('.'));

        assertThat(errorsOf(type)).singleElement().asString().contains("package " + hidden + " is not visible");
    }

    private List<String> errorsOf(String type) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--module-path",
                modulePath(),
                "-d",
                Files.createDirectories(out).toString(),
                "-proc:none");
        List<JavaFileObject> sources = List.of(
                source("module-info", "module host { requires dev.credits.core; }"),
                source("host/Host", "package host; interface Host { " + type + " it(); }"));
        compiler.getTask(null, null, diagnostics, options, null, sources).call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** Core as it was compiled, and the libraries it was compiled with. */
    private static String modulePath() {
        Stream<String> jars = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> path.contains("slf4j-api") || path.contains("jspecify"));
        return Stream.concat(Stream.of(CLASSES.toString()), jars).collect(Collectors.joining(File.pathSeparator));
    }

    private static JavaFileObject source(String name, String text) {
        URI uri = URI.create("string:///" + name + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
