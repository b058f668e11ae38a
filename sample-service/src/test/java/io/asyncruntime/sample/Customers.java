package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.BoxOffice.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A crowd that wants seats at the same time, and remembers what it was told. */
final class Customers {
  private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
  private final Random random;

  Customers(long seed) {
    this.random = new Random(seed);
  }

  /** Everybody asks at once for one to four seats of one of the events. */
  void ask(BoxOffice boxOffice, int customers, List<Long> events) {
    for (int i = 0; i < customers; i++) {
      long event = events.get(random.nextInt(events.size()));
      answers.add(boxOffice.reserveAsync(event, 1 + random.nextInt(4)));
    }
  }

  /** How many have asked so far. */
  int asked() {
    return answers.size();
  }

  /** Returns once {@code count} of those who asked have an answer, or know that none will come. */
  void awaitAnswers(int count) {
    BoxOffice.until(count + " customers have an answer",
        () -> answers.stream().filter(CompletableFuture::isDone).count() >= count);
  }

  /** Every answer that came; a customer whose service died has none. */
  List<Answer> all() {
    List<Answer> came = new ArrayList<>();
    for (CompletableFuture<Answer> answer : answers) {
      came.add(answer.exceptionally(gone -> null).join());
    }
    came.removeIf(answer -> answer == null);
    return came;
  }

  /** How many were told this. */
  long told(int status) {
    return all().stream().filter(answer -> answer.status() == status).count();
  }

  /** Who was told that the seats are paid has them still, and no two were given the same seat. */
  void gotWhatTheyWereTold(Books books) {
    Map<UUID, String> statuses = new HashMap<>();
    books.reservations().forEach(row -> statuses.put(row.id(), row.status()));
    Set<String> given = new HashSet<>();
    for (Answer answer : all()) {
      if (answer.status() != 201) continue;
      JsonNode told = answer.json();
      UUID id = UUID.fromString(told.get("id").asString());
      List<Integer> seats = new ArrayList<>();
      told.get("seats").forEach(seat -> seats.add(seat.asInt()));
      assertThat(statuses).containsEntry(id, "PAID");
      assertThat(books.seatsOf(id)).isEqualTo(seats);
      seats.forEach(seat -> assertThat(given.add(told.get("event") + "/" + seat)).as("seat given twice").isTrue());
    }
  }
}
