package dev.credits.cli.bench;

import dev.credits.cli.bench.Results.Checked;
import dev.credits.cli.bench.Results.Compared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes everything that was found as one page that needs nothing else. */
final class HtmlReport {
    private static final String PAGE = "report.html";

    private HtmlReport() {}

    static void write(Results results, Path file) throws IOException {
        String page = page().replace("{{ratios}}", ratios(results.ratios))
                .replace("{{charts}}", charts(results))
                .replace("{{environment}}", environment(results))
                .replace("{{notes}}", items(results.notes))
                .replace("{{variants}}", variants(results))
                .replace("{{laws}}", laws(results.verified));
        Files.writeString(file, page);
    }

    /** Writes each picture to a file of its own. */
    static void writePictures(Results results, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (LineChart chart : new Charts(results).all()) {
            Files.writeString(folder.resolve(chart.name() + ".svg"), chart.picture());
        }
    }

    private static String page() throws IOException {
        try (InputStream page = HtmlReport.class.getResourceAsStream(PAGE)) {
            return new String(Objects.requireNonNull(page, PAGE).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String ratios(List<Compared> all) {
        return all.stream()
                .map(one -> row(
                        List.of(one.measure(), one.figure(), one.side() + " / " + one.against()),
                        List.of(
                                String.valueOf(one.callers()),
                                Figures.rate(one.sideMedian()),
                                Figures.rate(one.againstMedian()),
                                Figures.ratio(one.ratio().min()),
                                Figures.ratio(one.ratio().median()),
                                Figures.ratio(one.ratio().max()))))
                .collect(Collectors.joining());
    }

    private static String charts(Results results) {
        return new Charts(results)
                .all().stream()
                        .map(chart -> "<figure>" + chart.svg() + "</figure>\n")
                        .collect(Collectors.joining());
    }

    private static String environment(Results results) {
        return results.environment.entrySet().stream()
                .map(setting -> row(List.of(setting.getKey(), setting.getValue()), List.of()))
                .collect(Collectors.joining());
    }

    private static String variants(Results results) {
        return results.calibration.stream()
                .map(tried -> row(
                        List.of(tried.measure(), tried.rival(), tried.variant() + (tried.chosen() ? " (chosen)" : "")),
                        List.of(String.valueOf(tried.callers()), Figures.rate(tried.perSecond()))))
                .collect(Collectors.joining());
    }

    private static String laws(List<Checked> all) {
        return items(all.stream()
                .map(checked -> checked.what() + ": "
                        + (checked.found() == 0 ? "every law holds" : checked.found() + " violations") + " over "
                        + Figures.count(checked.entries()) + " entries of " + Figures.count(checked.accounts())
                        + " accounts")
                .toList());
    }

    private static String items(List<String> items) {
        return items.stream().map(item -> "<li>" + Html.text(item) + "</li>\n").collect(Collectors.joining());
    }

    private static String row(List<String> words, List<String> figures) {
        String cells =
                words.stream().map(word -> "<td>" + Html.text(word) + "</td>").collect(Collectors.joining())
                        + figures.stream()
                                .map(figure -> "<td class=\"figure\">" + Html.text(figure) + "</td>")
                                .collect(Collectors.joining());
        return "<tr>" + cells + "</tr>\n";
    }
}
