package io.asyncruntime.sample.payment;

import io.asyncruntime.spring.boot.web.RuntimeHttpClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the payments to their provider. */
@Configuration(proxyBeanMethods = false)
final class PaymentConfiguration {

  /** Closed with the context, after the runtime has stopped. */
  @Bean
  PaymentProvider paymentProvider(PaymentProperties properties) {
    return PaymentProvider.of(properties);
  }

  @Bean
  Payments payments(PaymentProvider provider, PaymentProperties properties, JsonMapper json, TraceHeaders trace,
      RuntimeHttpClients clients) {
    return new Payments(new PaymentClient(clients.builder(), provider.url(), properties.timeout(), json, trace),
        properties);
  }
}
