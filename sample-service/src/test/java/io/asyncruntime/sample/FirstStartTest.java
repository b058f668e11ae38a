package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.event.EventRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** What the very first customer finds, who comes at the moment the box office opens. */
@Timeout(120)
class FirstStartTest {
  @TempDir private Path folder;

  @Test
  void theDemoEventsAreOnSaleWhenTheDoorOpens() {
    List<Event> onSale = new ArrayList<>();
    ApplicationListener<WebServerInitializedEvent> opened = event -> {
      if (event.getApplicationContext().getServerNamespace() != null) return; // Actuator's door
      EventRepository events = event.getApplicationContext().getBean(EventRepository.class);
      LongStream.of(1, 2, 3).forEach(id -> events.find(id).ifPresent(onSale::add));
    };
    try (RunningService service = RunningService.start(RunningService.inFolder(folder), opened)) {
      assertThat(onSale).extracting(Event::name).containsExactly("Opening night", "Chamber concert", "Stadium tour");
      assertThat(service.bean(EventRepository.class).find(1)).contains(onSale.get(0));
    }
  }
}
