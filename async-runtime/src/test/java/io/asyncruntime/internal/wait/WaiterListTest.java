package io.asyncruntime.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaiterListTest {
  private final WaiterList<Node> list = new WaiterList<>();

  private static final class Node extends Waiter {
  }

  @Test
  void waitersLeaveInTheOrderInWhichTheyCame() {
    Node a = add();
    Node b = add();
    Node c = add();
    assertThat(list.size()).isEqualTo(3);
    assertThat(list.peekFirst()).isSameAs(a);
    assertThat(list.pollFirst()).isSameAs(a);
    assertThat(list.pollLast()).isSameAs(c);
    assertThat(list.pollFirst()).isSameAs(b);
    assertThat(list.pollFirst()).isNull();
    assertThat(list.pollLast()).isNull();
    assertThat(list.isEmpty()).isTrue();
  }

  @Test
  void removeIsForThoseInTheListOnly() {
    Node a = add();
    assertThat(a.isQueued()).isTrue();
    assertThat(list.remove(a)).isTrue();
    assertThat(list.remove(a)).isFalse();
    assertThat(a.isQueued()).isFalse();
    assertThat(list.size()).isZero();
    list.addLast(a);
    assertThat(list.pollLast()).isSameAs(a);
  }

  @Test
  void itBehavesAsADequeWhateverIsDoneToIt() {
    Random random = new Random(20261123);
    Deque<Node> model = new ArrayDeque<>();
    for (int step = 0; step < 20_000; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> model.addLast(add());
        case 2 -> assertThat(list.pollFirst()).isSameAs(model.pollFirst());
        case 3 -> assertThat(list.pollLast()).isSameAs(model.pollLast());
        default -> removeAny(random, model);
      }
      assertThat(list.size()).isEqualTo(model.size());
      assertThat(list.peekFirst()).isSameAs(model.peekFirst());
    }
  }

  private void removeAny(Random random, Deque<Node> model) {
    if (!model.isEmpty()) {
      List<Node> nodes = new ArrayList<>(model);
      Node node = nodes.get(random.nextInt(nodes.size()));
      assertThat(list.remove(node)).isTrue();
      model.remove(node);
    }
  }

  private Node add() {
    Node node = new Node();
    list.addLast(node);
    return node;
  }
}
