package io.asyncruntime.sample.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The upright axis of a panel, from 0 (or, where it is logarithmic, from 1) at its bottom.
 *
 * @param top where the highest value is
 * @param height of the panel
 * @param highest the highest value
 * @param logarithmic whether each power of ten takes the same room
 */
record Scale(int top, int height, double highest, boolean logarithmic) {
  private static final int TICKS = 4;

  double y(double value) {
    double share = logarithmic
        ? Math.log10(Math.max(value, 1)) / Math.log10(Math.max(highest, 10))
        : value / highest;
    return top + height * (1 - share);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = 1; tick <= highest; tick *= 10) ticks.add(tick);
    } else {
      for (int i = 0; i <= TICKS; i++) ticks.add(highest * i / TICKS);
    }
    return ticks;
  }
}
