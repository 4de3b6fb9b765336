package spikelock.toolchain.report;

/**
 * A drawing. Coordinates are in pixels, y grows downwards. Colours are CSS colours, or the page's own: {@link #INK}, {@link #FAINT},
 * {@link #PANEL}, which follow light and dark.
 */
public final class Svg {
  public static final String INK = "var(--ink)";
  public static final String FAINT = "var(--faint)";
  public static final String PANEL = "var(--panel)";

  private final Markup body = new Markup();
  private final double width;
  private final double height;
  private final String label;

  /** @param label what it shows, for those who cannot see it */
  public Svg(double width, double height, String label) {
    this.width = width;
    this.height = height;
    this.label = label;
  }

  /** A box; {@code hint} is shown while the mouse is over it, unless empty. */
  public Svg rectangle(double x, double y, double w, double h, String fill, String hint) {
    return shape(hint, "rect", "x", x, "y", y, "width", w, "height", h, "style", "fill:" + fill);
  }

  /** The outline of a box. */
  public Svg frame(double x, double y, double w, double h, String colour, double thickness) {
    return shape("", "rect", "x", x, "y", y, "width", w, "height", h, "rx", 2, "style", "fill:none;stroke:" + colour, "stroke-width", thickness);
  }

  /** A line; {@code hint} as in {@link #rectangle}. */
  public Svg line(double x1, double y1, double x2, double y2, String colour, double thickness, String hint) {
    return shape(hint, "line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "style", "stroke:" + colour, "stroke-width", thickness);
  }

  /** Straight lines from point to point, x and y in turn; {@code dashes} as SVG's stroke-dasharray, or empty. */
  public Svg polyline(String colour, double thickness, String dashes, double... points) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points.length; i++) {
      text.append(i == 0 ? "" : i % 2 == 0 ? " " : ",").append(Math.round(100 * points[i]) / 100.0);
    }
    return shape("", "polyline", "points", text, "style", "fill:none;stroke-linejoin:round;stroke:" + colour
        + (dashes.isEmpty() ? "" : ";stroke-dasharray:" + dashes), "stroke-width", thickness);
  }

  /** A polygon from its corners, x and y in turn. */
  public Svg polygon(String fill, String hint, double... corners) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < corners.length; i++) {
      points.append(i == 0 ? "" : i % 2 == 0 ? " " : ",").append(Math.round(100 * corners[i]) / 100.0);
    }
    return shape(hint, "polygon", "points", points, "style", "fill:" + fill);
  }

  /**
   * Text in the page's colour.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}: which part of the text is at x
   * @param size height of its letters, in pixels
   */
  public Svg text(double x, double y, String anchor, double size, String text) {
    body.leaf("text", text, "x", x, "y", y, "text-anchor", anchor, "font-size", size).line();
    return this;
  }

  private Svg shape(String hint, String element, Object... attributes) {
    if (hint.isEmpty()) {
      body.empty(element, attributes);
    } else {
      body.open(element, attributes).leaf("title", hint).close();
    }
    body.line();
    return this;
  }

  Markup markup() {
    return new Markup().open("svg", "viewBox", "0 0 " + Math.round(width) + " " + Math.round(height), "width", width, "height", height,
        "role", "img", "aria-label", label).line().add(body).close().line();
  }
}
