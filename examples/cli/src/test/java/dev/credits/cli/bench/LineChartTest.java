package dev.credits.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.cli.bench.LineChart.Axis;
import dev.credits.cli.bench.LineChart.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LineChartTest {
    @Test
    void a_chart_is_well_formed_and_has_every_point_in_its_frame() throws Exception {
        LineChart chart = new LineChart("a < b & \"c\"", new Axis("callers", true), new Axis("a second", false));
        chart.line("credits", List.of(new Point(1, 900), new Point(16, 12_000), new Point(256, 40_000)));
        chart.line("nothing", List.of());
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.picture())));
        var points = svg.getElementsByTagName("circle");
        assertThat(points.getLength()).isEqualTo(3);
        for (int i = 0; i < points.getLength(); i++) {
            var place = points.item(i).getAttributes();
            assertThat(Double.parseDouble(place.getNamedItem("cx").getNodeValue()))
                    .isBetween(69.0, 531.0);
            assertThat(Double.parseDouble(place.getNamedItem("cy").getNodeValue()))
                    .isBetween(33.0, 285.0);
        }
    }

    @Test
    void a_picture_has_colours_and_a_name_of_its_own() {
        LineChart chart = new LineChart("Throughput by callers, hot: one", new Axis("x", true), new Axis("y", true));
        chart.line("p50", List.of(new Point(8, 0.4)));
        assertThat(chart.name()).isEqualTo("throughput-by-callers-hot");
        assertThat(chart.picture()).contains("--line-1: ");
        assertThat(chart.svg()).doesNotContain("--line-1: ");
    }

    @Test
    void a_single_point_has_a_place() {
        LineChart chart = new LineChart("one", new Axis("callers", true), new Axis("ms", true));
        assertThat(chart.line("p50", List.of(new Point(8, 0.4))).svg()).doesNotContain("NaN");
    }
}
