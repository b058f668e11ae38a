package io.asyncruntime.sample.load;

import java.util.List;

/**
 * One line of a picture.
 *
 * @param name what the legend calls it
 * @param colour of SVG
 * @param points what it was at which second, in order
 */
record Curve(String name, String colour, List<Point> points) {
  /** What was when. */
  record Point(double second, double value) {}
}
