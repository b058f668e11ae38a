package com.example.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(GreetingController.class)
class GreetingControllerTest {
  @Autowired MockMvcTester mvc;

  @Test
  void theTaskIsTheAnswer() {
    assertThat(mvc.get().uri("/greetings/Ada")).hasStatusOk().bodyText().contains("Hello, Ada");
  }
}
