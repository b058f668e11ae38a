package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.asyncruntime.spring.boot.testkit.FutureController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a slice of an application knows of futures. By the test context alone: Spring's extension needs a later JUnit. */
@Timeout(120)
class SlicesTest {
  @Test
  void aSliceOfMvcPollsFutures() throws Exception {
    MvcSlice slice = prepared(new MvcSlice());
    assertThat(slice.mvc.get().uri("/value")).hasStatusOk().hasBodyTextEqualTo("polled by async-runtime");
    assertThat(slice.mvc.get().uri("/handle")).hasStatusOk().hasBodyTextEqualTo("spawned");
    assertThat(slice.mvc.get().uri("/failing")).hasStatus(409).hasBodyTextEqualTo("on purpose");
  }

  @Test
  void withMockMvcTheDispatchIsAStepOfItsOwn() throws Exception {
    MockMvc mvc = prepared(new MvcSlice()).plain;
    MvcResult begun = mvc.perform(get("/value")).andReturn();
    assertThat(begun.getRequest().isAsyncStarted()).isTrue();
    assertThat(mvc.perform(asyncDispatch(begun)).andReturn().getResponse().getContentAsString())
        .isEqualTo("polled by async-runtime");
  }

  @Test
  void aSliceOfWebFluxPollsFutures() throws Exception {
    FluxSlice slice = prepared(new FluxSlice());
    slice.client.get().uri("/value").exchange().expectStatus().isOk()
        .expectBody(String.class).isEqualTo("polled by async-runtime");
    String spawned = slice.client.get().uri("/handle").exchange().expectStatus().isOk()
        .expectBody(String.class).returnResult().getResponseBody();
    assertThat(spawned).isEqualTo("spawned");
  }

  private static <T> T prepared(T slice) throws Exception {
    new TestContextManager(slice.getClass()).prepareTestInstance(slice);
    return slice;
  }

  @WebMvcTest
  @Import(FutureController.class)
  static class MvcSlice {
    @Autowired private MockMvcTester mvc;
    @Autowired private MockMvc plain;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
    }
  }

  @WebFluxTest
  @Import(FutureController.class)
  static class FluxSlice {
    @Autowired private WebTestClient client;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
    }
  }
}
