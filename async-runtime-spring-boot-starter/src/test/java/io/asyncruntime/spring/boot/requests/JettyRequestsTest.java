package io.asyncruntime.spring.boot.requests;

import java.util.List;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class JettyRequestsTest extends RequestsAsTasksScenario {
  @Override
  List<Class<?>> container() {
    return List.of(Jetty.class);
  }

  @Configuration(proxyBeanMethods = false)
  static class Jetty {
    @Bean
    JettyServletWebServerFactory jetty() {
      return new JettyServletWebServerFactory();
    }
  }
}
