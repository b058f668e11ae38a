package com.example.greeter;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {
  record Greeting(String text, String runtime) {}

  private final AsyncRuntime runtime;

  GreetingController(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @GetMapping("/greetings/{name}")
  JoinHandle<Greeting> greet(@PathVariable String name) {
    return runtime.spawn("greet", () -> {
      await(sleep(Duration.ofMillis(10)));
      return new Greeting(await(runtime.spawnBlocking(() -> "Hello, " + name)), runtime.name());
    });
  }
}
