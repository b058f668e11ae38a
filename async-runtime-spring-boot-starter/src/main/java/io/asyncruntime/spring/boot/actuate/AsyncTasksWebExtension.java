package io.asyncruntime.spring.boot.actuate;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Over HTTP, the abort of a task that is not there is 404; without this it would be 204. */
@EndpointWebExtension(endpoint = AsyncTasksEndpoint.class)
public final class AsyncTasksWebExtension {
  private final AsyncTasksEndpoint endpoint;

  /** An extension of that endpoint. */
  public AsyncTasksWebExtension(AsyncTasksEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Aborts a live task. */
  @DeleteOperation
  public WebEndpointResponse<AbortAnswer> abort(@Selector String id) {
    AbortAnswer answer = endpoint.abort(id);
    return answer == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
        : new WebEndpointResponse<>(answer);
  }
}
