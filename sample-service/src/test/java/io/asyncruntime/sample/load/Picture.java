package io.asyncruntime.sample.load;

import java.util.List;
import java.util.Locale;

/** The phases of a run as a picture in SVG: requests, latency, heap and threads, one above the other over the same seconds. */
public final class Picture {
  private static final int WIDTH = 900;
  private static final int LEFT = 60;
  private static final int HEIGHT = 150;
  private static final int GAP = 46;
  private static final int TOP = 54;
  private static final int PANELS = 4;
  private static final int ROOM_FOR_A_NAME = 40;

  private final StringBuilder svg = new StringBuilder();
  private final List<Phase> phases;
  private final Curves curves;
  private final double seconds;

  private Picture(List<Phase> phases) {
    this.phases = phases;
    this.curves = new Curves(phases);
    this.seconds = curves.second(phases.get(phases.size() - 1).end());
  }

  /** The picture, under this title. */
  public static String of(String title, List<Phase> phases) {
    return new Picture(phases).draw(title);
  }

  private String draw(String title) {
    int bottom = TOP + PANELS * (HEIGHT + GAP);
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
        LEFT + WIDTH + 20, bottom);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    add("<text x=\"%d\" y=\"18\" font-size=\"15\">%s</text>", LEFT, escaped(title));
    marks(bottom - GAP);
    panel(0, "requests per second", false, List.of(curves.perSecond("came", "#999999", Reply::meant, reply -> true),
        curves.perSecond("answered well", "#1a7f37", Reply::ended, Reply::isGood),
        curves.perSecond("refused", "#bf8700", Reply::ended, Reply::isRefusal),
        curves.perSecond("no answer, or a fault", "#cf222e", Reply::meant,
            reply -> reply.isSilence() || reply.isFault())));
    panel(1, "latency in ms, from when it was due, logarithmic", true,
        List.of(curves.latency("p50 of good answers", "#7ccf92", 0.5, Reply::isGood),
            curves.latency("p99 of good answers", "#1a7f37", 0.99, Reply::isGood),
            curves.latency("p99 of refusals", "#bf8700", 0.99, Reply::isRefusal),
            curves.figure("Actuator", "#0969da", Sample::actuatorMillis)));
    panel(2, "heap in MB, with garbage", false, List.of(curves.figure("used", "#8250df", Sample::heapMegabytes)));
    panel(3, "threads and tasks", false, List.of(curves.figure("threads", "#0969da", Sample::threads),
        curves.figure("tasks alive", "#bf3989", Sample::tasks)));
    return svg.append("</svg>\n").toString();
  }

  /** Where a phase begins, and its name if there is room for it. */
  private void marks(int bottom) {
    for (Phase phase : phases) {
      double x = x(curves.second(phase.start()));
      add("<line x1=\"%.1f\" y1=\"26\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>", x, x, bottom);
      if (x(curves.second(phase.end())) - x > ROOM_FOR_A_NAME) {
        add("<text x=\"%.1f\" y=\"34\" fill=\"#666666\">%s</text>", x + 3, escaped(phase.name()));
      }
    }
  }

  private void panel(int number, String title, boolean logarithmic, List<Curve> of) {
    int top = TOP + number * (HEIGHT + GAP);
    double highest =
        of.stream().flatMap(curve -> curve.points().stream()).mapToDouble(Curve.Point::value).max().orElse(1);
    Scale scale = new Scale(top, HEIGHT, Math.max(highest, 1), logarithmic);
    add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 4, escaped(title));
    for (double tick : scale.ticks()) {
      add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#eeeeee\"/>", LEFT, scale.y(tick), LEFT + WIDTH,
          scale.y(tick));
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#666666\">%.0f</text>", LEFT - 6, scale.y(tick) + 4,
          tick);
    }
    for (int i = 0; i < of.size(); i++) curve(of.get(i), scale, LEFT + 400 + i * 130, top - 4);
    add("<text x=\"%d\" y=\"%d\" fill=\"#666666\">%.0f s</text>", LEFT + WIDTH - 20, top + HEIGHT + 14, seconds);
  }

  private void curve(Curve curve, Scale scale, int legendX, int legendY) {
    add("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", legendX, legendY, curve.colour(), escaped(curve.name()));
    StringBuilder points = new StringBuilder();
    curve.points().forEach(point -> points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.second()),
        scale.y(point.value()))));
    add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", points.toString().strip(),
        curve.colour());
  }

  private double x(double second) {
    return LEFT + WIDTH * Math.min(1, second / seconds);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
