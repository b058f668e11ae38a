package io.asyncruntime.spring.boot.web;

import io.asyncruntime.time.Uncancellable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.AsyncWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;

/**
 * Has the container's own time-out come after the deadline of a request, which ends the work before it answers: by as much as a section
 * that cannot be cancelled may take. Only where the result is a future, which that deadline cuts off.
 */
public final class DeadlineGrace implements DeferredResultProcessingInterceptor {
  @Override
  public <T> void beforeConcurrentHandling(NativeWebRequest request, DeferredResult<T> result) {
    Object deadline = request.getAttribute(RequestDeadline.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    if (deadline instanceof RequestDeadline limit && limit.isUsed() && request instanceof AsyncWebRequest async) {
      async.setTimeout(limit.remaining().plus(Uncancellable.DEFAULT_LIMIT).toMillis());
    }
  }
}
