package io.asyncruntime.sample.event;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Puts three events on sale when there is none, so that the service can be tried at once. {@code sample.demo-events=false} says no. */
@Component
final class DemoEvents implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(DemoEvents.class);
  private static final List<Event> EVENTS = List.of(new Event(1, "Opening night", 500, 4500),
      new Event(2, "Chamber concert", 60, 2800), new Event(3, "Stadium tour", 20_000, 8900));

  private final EventRepository events;
  private final boolean wanted;

  DemoEvents(EventRepository events, @Value("${sample.demo-events:true}") boolean wanted) {
    this.events = events;
    this.wanted = wanted;
  }

  /** On the main thread, and before the web server starts: whoever reaches the service finds them. */
  @Override
  public void afterSingletonsInstantiated() {
    if (!wanted || !events.isEmpty()) return;
    EVENTS.forEach(events::insert);
    LOG.info("Put {} demo events on sale", EVENTS.size());
  }
}
