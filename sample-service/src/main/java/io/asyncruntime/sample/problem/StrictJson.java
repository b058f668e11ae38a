package io.asyncruntime.sample.problem;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** A number is no name: what is not text is refused where text is expected. */
@Configuration(proxyBeanMethods = false)
final class StrictJson {

  @Bean
  JsonMapperBuilderCustomizer textIsText() {
    return builder -> builder.withCoercionConfig(LogicalType.Textual,
        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }
}
