package io.asyncruntime.spring.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Over HTTP, the abort of a task that is not there is 404, without this it would be 204; and what was asked for wrongly is told in the
 * answer, where Spring Boot would leave out the reason.
 */
@EndpointWebExtension(endpoint = AsyncTasksEndpoint.class)
public final class AsyncTasksWebExtension {
  private final AsyncTasksEndpoint endpoint;

  /** An extension of that endpoint. */
  public AsyncTasksWebExtension(AsyncTasksEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** As below, of the main runtime, for code. */
  public WebEndpointResponse<Object> tasks(@Nullable String status, @Nullable String name, @Nullable String minAge,
      @Nullable String limit) {
    return tasks(status, name, minAge, limit, null);
  }

  /** The live tasks, or the last of those that have ended; 400 with what is allowed, 404 where there is no such runtime. */
  @ReadOperation
  @SuppressWarnings("deprecation") // the only mark of an optional parameter that Spring Boot 3.5 knows
  public WebEndpointResponse<Object> tasks(@Nullable @org.springframework.lang.Nullable String status,
      @Nullable @org.springframework.lang.Nullable String name,
      @Nullable @org.springframework.lang.Nullable String minAge,
      @Nullable @org.springframework.lang.Nullable String limit,
      @Nullable @org.springframework.lang.Nullable String runtime) {
    try {
      return orNotFound(endpoint.tasks(status, name, minAge, TaskFilter.limit(limit), runtime));
    } catch (InvalidEndpointRequestException wrong) {
      return new WebEndpointResponse<>(new RefusedAnswer(String.valueOf(wrong.getReason())),
          WebEndpointResponse.STATUS_BAD_REQUEST);
    }
  }

  /** Aborts a live task of the main runtime, for code. */
  public WebEndpointResponse<AbortAnswer> abort(String id) {
    return abort(id, null);
  }

  /** Aborts a live task. */
  @DeleteOperation
  @SuppressWarnings("deprecation") // as above
  public WebEndpointResponse<AbortAnswer> abort(@Selector String id,
      @Nullable @org.springframework.lang.Nullable String runtime) {
    return orNotFound(endpoint.abort(id, runtime));
  }

  private static <T> WebEndpointResponse<T> orNotFound(@Nullable T answer) {
    return answer == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
        : new WebEndpointResponse<>(answer);
  }
}
