package spikelock.toolchain.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.Resource;

/**
 * One HTML file that holds all it needs: no scripts, no network, light and dark as the reader's system is, and fit to print. The same
 * calls give the same bytes.
 */
public final class HtmlPage {
  private static final int LONGEST_WORD = 24;
  private static final String STYLE = Resource.text(HtmlPage.class, "page.css");

  private final Markup body = new Markup();
  private final String title;

  /** @param subtitle a sentence under the title */
  public HtmlPage(String title, String subtitle) {
    this.title = title;
    body.open("header").leaf("h1", title).leaf("p", subtitle).close().line();
  }

  /** Begins a section. */
  public HtmlPage section(String heading) {
    body.leaf("h2", heading).line();
    return this;
  }

  public HtmlPage paragraph(String text) {
    body.leaf("p", text).line();
    return this;
  }

  /** A few big numbers with what they mean, such as {@code "4 of 4", "cores"}. */
  public HtmlPage facts(List<Fact> facts) {
    body.open("dl", "class", "facts");
    for (Fact fact : facts) {
      body.open("div").leaf("dt", fact.meaning()).leaf("dd", fact.value()).close();
    }
    body.close().line();
    return this;
  }

  /** A number and what it means. */
  public record Fact(String value, String meaning) {}

  /** A drawing with its legend beside it. */
  public HtmlPage figure(Svg drawing, List<Cell.Key> legend, String caption) {
    body.open("figure").open("div", "class", "drawing").add(drawing.markup());
    if (!legend.isEmpty()) {
      body.open("ul", "class", "legend");
      for (Cell.Key key : legend) {
        body.open("li");
        key(key);
        body.close();
      }
      body.close();
    }
    body.close().leaf("figcaption", caption).close().line();
    return this;
  }

  /**
   * Drawings of which one is seen at a time, chosen with a strip of buttons (or the arrow keys): what happens over time.
   *
   * @param name of the strip; each on a page has its own
   * @param labels what each drawing shows, as many as drawings
   */
  public HtmlPage frames(String name, List<Svg> drawings, List<String> labels, String caption) {
    body.open("figure").open("div", "class", "frames");
    for (int frame = 0; frame < drawings.size(); frame++) {
      if (frame == 0) {
        body.empty("input", "type", "radio", "name", name, "title", labels.get(frame), "aria-label", labels.get(frame), "checked", "checked");
      } else {
        body.empty("input", "type", "radio", "name", name, "title", labels.get(frame), "aria-label", labels.get(frame));
      }
      body.open("div", "class", "frame").leaf("p", labels.get(frame)).add(drawings.get(frame).markup()).close().line();
    }
    body.close().leaf("figcaption", caption).close().line();
    return this;
  }

  /**
   * A table; a column is as wide as its contents.
   *
   * @param rows each as long as {@code titles}
   */
  public HtmlPage table(List<String> titles, List<List<Cell>> rows) {
    body.open("div", "class", "wide").open("table").open("thead").open("tr");
    for (int column = 0; column < titles.size(); column++) {
      int at = column;
      boolean number = rows.stream().anyMatch(row -> row.get(at) instanceof Cell.Number);
      body.leaf("th", titles.get(column), "scope", "col", "class", number ? "number" : "text");
    }
    body.close().close().open("tbody").line();
    for (List<Cell> row : rows) {
      body.open("tr");
      row.forEach(this::cell);
      body.close().line();
    }
    body.close().close().close().line();
    return this;
  }

  private void cell(Cell cell) {
    switch (cell) {
      case Cell.Text text -> body.leaf("td", text.text(), "class", width(text.text()));
      case Cell.Number number -> body.leaf("td", number.text(), "class", "number");
      case Cell.Key key -> {
        body.open("td", "class", width(key.text()));
        key(key);
        body.close();
      }
      case Cell.Bar bar -> {
        double percent = 100 * Math.clamp(bar.share(), 0, 1);
        body.open("td", "class", "bar").open("span", "class", "track").leaf("i", "", "style", String.format(Locale.ROOT, "width:%.1f%%", percent));
        body.close().leaf("span", bar.text()).close();
      }
    }
  }

  /** Long words may break anywhere, others only between words. */
  private static String width(String text) {
    return Arrays.stream(text.split("\\s", -1)).anyMatch(word -> word.length() > LONGEST_WORD) ? "long" : "text";
  }

  private void key(Cell.Key key) {
    body.leaf("i", "", "class", "key", "style", "background:" + key.colour()).leaf("span", key.text());
  }

  /** Lines below each other. */
  public HtmlPage list(List<String> lines) {
    if (!lines.isEmpty()) {
      body.open("ul");
      lines.forEach(line -> body.leaf("li", line).line());
      body.close().line();
    }
    return this;
  }

  /** Writes the file. */
  public void write(Path file) {
    AtomicOutput.write(file, out -> out.write(toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** The file's text; it says of itself that it is UTF-8. */
  @Override
  public String toString() {
    Markup head = new Markup().open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8").line();
    head.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    head.empty("meta", "name", "color-scheme", "content", "light dark").line();
    head.empty("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; style-src 'unsafe-inline'").line();
    head.leaf("title", title).line();
    return "<!DOCTYPE html>\n" + head + "<style>\n" + STYLE + "</style></head>\n<body>\n" + body + "</body></html>\n";
  }
}
