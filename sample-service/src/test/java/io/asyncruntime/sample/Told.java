package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.load.Kind;
import io.asyncruntime.sample.load.Reply;
import java.util.List;
import java.util.Map;

/** What the customers of a load run were told, beside what the books say. */
final class Told {
  private Told() {}

  /** Who was told that the seats are his has them, and who was refused was not charged. */
  static void theTruth(List<Reply> replies, Books books) {
    Map<String, String> statuses = books.statusByCustomer();
    for (Reply reply : replies) {
      if (reply.kind() == Kind.RESERVE) check(reply, statuses.getOrDefault(reply.customer(), "NONE"));
    }
  }

  private static void check(Reply reply, String status) {
    switch (reply.status()) {
      case 201 -> assertThat(status).as("told that it is paid: %s", reply).isEqualTo("PAID");
      case 402 -> assertThat(status).as("told that it was declined: %s", reply).isEqualTo("DECLINED");
      case 202, 0 ->
        assertThat(status).as("nobody knew, and somebody found out: %s", reply).isNotEqualTo("PENDING");
      default -> assertThat(status).as("refused: %s", reply).isIn("NONE", "CANCELLED", "DECLINED");
    }
  }
}
