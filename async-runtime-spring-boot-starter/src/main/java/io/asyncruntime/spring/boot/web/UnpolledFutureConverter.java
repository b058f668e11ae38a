package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;

/**
 * Stands before the converters of Spring MVC and refuses a future that nobody has polled: Jackson would write its getters,
 * mostly <code>{}</code>, with 200. No {@code HttpMessageNotWritableException}, for Spring answers that without a line in the
 * log. The threads of requests.
 */
public final class UnpolledFutureConverter implements HttpMessageConverter<Object> {
  /**
   * Puts one before all others. Into the list itself, which those who answer hold by now; several of them may hold the same
   * (Framework 6.2).
   */
  public static void putBefore(List<HttpMessageConverter<?>> converters) {
    if (converters.stream().noneMatch(UnpolledFutureConverter.class::isInstance)) {
      converters.add(0, new UnpolledFutureConverter());
    }
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return Future.class.isAssignableFrom(type);
  }

  /** Of nothing else, so that what can be answered stays as it is without this. */
  @Override
  public List<MediaType> getSupportedMediaTypes() { return List.of(); }

  @Override
  public List<MediaType> getSupportedMediaTypes(Class<?> type) {
    return canWrite(type, null) ? List.of(MediaType.ALL) : List.of();
  }

  @Override
  public Object read(Class<?> type, HttpInputMessage input) {
    throw new UnsupportedOperationException("reads nothing");
  }

  @Override
  public void write(Object future, @Nullable MediaType mediaType, HttpOutputMessage output) {
    throw NoRuntime.unpolled();
  }
}
