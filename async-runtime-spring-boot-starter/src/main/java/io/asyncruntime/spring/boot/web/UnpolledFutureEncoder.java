package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractEncoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;

/** As {@link UnpolledFutureConverter}, for WebFlux. */
public final class UnpolledFutureEncoder extends AbstractEncoder<Object> {
  /** An encoder for every type of content, and futures alone. */
  public UnpolledFutureEncoder() {
    super(MimeTypeUtils.ALL);
  }

  @Override
  public boolean canEncode(ResolvableType elementType, @Nullable MimeType mimeType) {
    return Future.class.isAssignableFrom(elementType.toClass());
  }

  @Override
  public Flux<DataBuffer> encode(Publisher<?> futures, DataBufferFactory buffers, ResolvableType elementType,
      @Nullable MimeType mimeType, @Nullable Map<String, Object> hints) {
    return Flux.error(NoRuntime::unpolled);
  }

  /** The other way for one value that is there already; the base class has no answer to it. */
  @Override
  public DataBuffer encodeValue(Object future, DataBufferFactory buffers, ResolvableType elementType,
      @Nullable MimeType mimeType, @Nullable Map<String, Object> hints) {
    throw NoRuntime.unpolled();
  }
}
