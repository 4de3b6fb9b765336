package spikelock.toolchain.report;

import java.util.Locale;

/**
 * A drawing. Coordinates are in pixels, y grows downwards. Colours are CSS colours, or the page's own: {@link #INK}, {@link #FAINT},
 * {@link #PANEL}, {@link #ACCENT}, which follow light and dark.
 */
public final class Svg {
  public static final String INK = "var(--ink)";
  public static final String FAINT = "var(--faint)";
  public static final String PANEL = "var(--panel)";
  public static final String ACCENT = "var(--accent)";
  /** What is wrong. */
  public static final String BAD = "#d1495b";

  private static final int SHADES = 16;

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

  /** A colour mixed with the page's, so that text can be read on it; {@code share} of it, 0..1. */
  public static String tint(String colour, double share) {
    return String.format(Locale.ROOT, "color-mix(in srgb, %s %.0f%%, var(--paper))", colour, 100 * share);
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

  /** Text in the page's quieter colour; as {@link #text}. */
  public Svg note(double x, double y, String anchor, double size, String text) {
    body.leaf("text", text, "class", "soft", "x", x, "y", y, "text-anchor", anchor, "font-size", size).line();
    return this;
  }

  /**
   * A grid of square cells, each the more of a colour the greater its value.
   *
   * @param side of a cell, in pixels
   * @param columns of the grid
   * @param values [rows x columns] 0..1
   * @param hint as in {@link #rectangle}, for the whole grid
   */
  public Svg cells(double x, double y, double side, int columns, double[] values, String colour, String hint) {
    rectangle(x, y, side * columns, side * values.length / columns, PANEL, hint);
    for (int shade = 1; shade <= SHADES; shade++) {
      StringBuilder boxes = new StringBuilder();
      for (int cell = 0; cell < values.length; cell++) {
        if (Math.round(SHADES * values[cell]) == shade) {
          boxes.append('M').append(cell % columns).append(' ').append(cell / columns).append("h1v1h-1z");
        }
      }
      if (!boxes.isEmpty()) {
        body.empty("path", "d", boxes, "transform", String.format(Locale.ROOT, "translate(%.2f %.2f) scale(%.3f)", x, y, side), "shape-rendering", "crispEdges",
            "pointer-events", "none", "style", String.format(Locale.ROOT, "fill:%s;fill-opacity:%.2f", colour, (double) shade / SHADES)).line();
      }
    }
    return this;
  }

  /**
   * Boxes of one size and colour.
   *
   * @param corners the upper left of each, x and y in turn
   */
  public Svg marks(String colour, double w, double h, double... corners) {
    StringBuilder boxes = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      boxes.append(String.format(Locale.ROOT, "M%.1f %.1fh%.2fv%.2fh%.2fz", corners[i], corners[i + 1], w, h, -w));
    }
    body.empty("path", "d", boxes, "style", "fill:" + colour).line();
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
