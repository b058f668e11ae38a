package io.asyncruntime.sample.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

  @Test
  void theTableHasALineForEachPhase() {
    assertThat(Table.of(List.of(PhaseTest.ofTenSeconds())).lines()).hasSize(3)
        .last().isEqualTo("| ten <seconds> | 3 | 0 | 300 | 3000 | 1 | 10 | 1 | 1 | 5 | 50–90 | 40–40 |  |");
  }

  @Test
  void thePictureIsSvgAndHasALineForEachFigure() throws Exception {
    String svg = Picture.of("What it was & how", List.of(PhaseTest.ofTenSeconds()));
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(11);
    assertThat(document.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("What it was & how");
    assertThat(svg).contains("ten &lt;seconds>");
  }

  @Test
  void theUprightAxisGoesUp() {
    Scale linear = new Scale(100, 50, 200, false);
    assertThat(linear.y(0)).isEqualTo(150);
    assertThat(linear.y(200)).isEqualTo(100);
    Scale logarithmic = new Scale(100, 50, 100, true);
    assertThat(logarithmic.y(0.1)).isEqualTo(150);
    assertThat(logarithmic.y(10)).isEqualTo(125);
    assertThat(logarithmic.ticks()).containsExactly(1.0, 10.0, 100.0);
  }
}
