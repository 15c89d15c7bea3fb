package dev.credits.docs;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Code as it stands in pages, in Javadoc and in compiled sources, without the indentation of its surroundings. */
final class JavaBlocks {
    private static final Pattern REGION = Pattern.compile("(?s)// region [^\\n]*\\n(.*?)\\n *// endregion");
    private static final Pattern FENCED = Pattern.compile("(?s)```java\\n(.*?)\\n```");
    private static final Pattern JAVADOC = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>");
    private static final Pattern STARS = Pattern.compile("(?m)^ *\\* ?");

    private JavaBlocks() {}

    /** What stands between {@code // region} and {@code // endregion}. */
    static List<String> regions(String source) {
        return find(REGION, source).map(String::stripIndent).toList();
    }

    static List<String> inPage(String page) {
        return find(FENCED, page).toList();
    }

    static List<String> inJavadoc(String source) {
        return find(JAVADOC, source)
                .map(block -> STARS.matcher(block).replaceAll("").stripIndent())
                .toList();
    }

    private static Stream<String> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1));
    }
}
