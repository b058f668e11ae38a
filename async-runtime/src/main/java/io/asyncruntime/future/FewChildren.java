package io.asyncruntime.future;

/** Polls every unfinished child at each poll, with the composite's own context. */
final class FewChildren extends Children {

  FewChildren(Future<?>[] futures) {
    super(futures);
  }

  @Override
  void poll(Context cx, int first, Outcomes outcomes) {
    if (visitRange(first, size(), cx, outcomes)) {
      visitRange(0, first, cx, outcomes);
    }
  }

  private boolean visitRange(int from, int to, Context cx, Outcomes outcomes) {
    for (int i = from; i < to; i++) {
      if (!visit(i, cx, outcomes)) { return false; }
    }
    return true;
  }
}
