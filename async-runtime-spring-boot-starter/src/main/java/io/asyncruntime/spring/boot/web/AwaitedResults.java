package io.asyncruntime.spring.boot.web;

import io.asyncruntime.Async;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Futures as results of controllers that need no second dispatch: where the request is a task, they are awaited in their place; elsewhere
 * a task that is done when the controller returns is answered at once. For the rest the other handlers are asked. The request's thread.
 */
public final class AwaitedResults implements HandlerMethodReturnValueHandler {
  private final HandlerMethodReturnValueHandlerComposite others = new HandlerMethodReturnValueHandlerComposite();

  /** Before those. */
  public AwaitedResults(List<HandlerMethodReturnValueHandler> others) {
    this.others.addHandlers(others);
  }

  @Override
  public boolean supportsReturnType(MethodParameter returnType) {
    return Future.class.isAssignableFrom(returnType.getParameterType())
        || (HttpEntity.class.isAssignableFrom(returnType.getParameterType()) && Future.class.isAssignableFrom(
            ResolvableType.forMethodParameter(returnType).as(HttpEntity.class).getGeneric().toClass()));
  }

  @Override
  public void handleReturnValue(@Nullable Object result, MethodParameter returnType, ModelAndViewContainer container,
      NativeWebRequest request) throws Exception {
    Future<?> future = futureIn(result);
    if (future == null || !isAnsweredHere(future)) {
      others.handleReturnValue(result, returnType, container, request);
      return;
    }
    Object value = valueOf(future);
    Object answer = result instanceof HttpEntity<?> entity ? withBody(entity, value) : value;
    others.handleReturnValue(answer, new Awaited(returnType, answer), container, request);
  }

  private static @Nullable Future<?> futureIn(@Nullable Object result) {
    if (result instanceof Future<?> future) return future;
    return result instanceof HttpEntity<?> entity && entity.getBody() instanceof Future<?> body ? body : null;
  }

  private static boolean isAnsweredHere(Future<?> future) {
    return Async.canAwait() || (future instanceof JoinHandle<?> running && running.isFinished());
  }

  /** A task fails with what it threw, as it does for other handlers. */
  private static @Nullable Object valueOf(Future<?> future) throws Exception {
    try {
      if (Async.canAwait()) return awaited(future, RequestDeadline.current());
      return ((JoinHandle<?>) future).toCompletableFuture().join(); // it is done
    } catch (CompletionException wrapper) {
      if (wrapper.getCause() instanceof Exception failure) throw failure;
      if (wrapper.getCause() instanceof Error failure) throw failure;
      throw wrapper;
    }
  }

  /** With the deadline of the request as other results have it: the task is aborted by it, and waited for. */
  private static @Nullable Object awaited(Future<?> future, @Nullable RequestDeadline deadline) {
    if (future instanceof JoinHandle<?> running) {
      return deadline == null ? Async.await(running.toCompletableFuture()) : Async.await(deadline.limiting(running));
    }
    return deadline == null ? Async.await(future) : Async.await(deadline.limiting(future));
  }

  private static ResponseEntity<?> withBody(HttpEntity<?> entity, @Nullable Object value) {
    ResponseEntity.BodyBuilder answer = entity instanceof ResponseEntity<?> response
        ? ResponseEntity.status(response.getStatusCode())
        : ResponseEntity.ok();
    return answer.headers(entity.getHeaders()).body(value);
  }

  /** The type of the method, without the future: what is written is a value. */
  private static final class Awaited extends MethodParameter {
    private final MethodParameter method;
    private final ResolvableType type;
    private final @Nullable Object value;

    Awaited(MethodParameter method, @Nullable Object value) {
      super(method);
      this.method = method;
      this.value = value;
      this.type = inside(ResolvableType.forMethodParameter(method));
    }

    private static ResolvableType inside(ResolvableType declared) {
      if (!HttpEntity.class.isAssignableFrom(declared.toClass())) return declared.as(Future.class).getGeneric();
      ResolvableType body = declared.as(HttpEntity.class).getGeneric();
      return ResolvableType.forClassWithGenerics(ResponseEntity.class, body.as(Future.class).getGeneric());
    }

    @Override
    public Class<?> getParameterType() { return value != null ? value.getClass() : type.toClass(); }

    @Override
    public java.lang.reflect.Type getGenericParameterType() { return type.getType(); }

    @Override
    public MethodParameter clone() {
      return new Awaited(method, value);
    }
  }
}
