package io.asyncruntime.spring.boot.admission;

import io.asyncruntime.spring.boot.admission.AdmissionGate.Permit;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The gate in front of Spring MVC: before a body is read and before there is a task. The place is given back when the request has been
 * answered, by whatever thread. Where there may be a wait in line, the request's own thread waits.
 */
public final class AdmissionFilter extends OncePerRequestFilter {
  private final AdmissionGate gate;
  private final AdmissionPaths paths;
  private final Refusal refusal;

  /** By that gate. */
  public AdmissionFilter(AdmissionGate gate, AdmissionPaths paths, Refusal refusal) {
    this.gate = gate;
    this.paths = paths;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String group = paths.groupOf(request.getRequestURI().substring(request.getContextPath().length()));
    if (group == null) {
      chain.doFilter(request, response);
      return;
    }
    Permit permit = enter(group);
    if (permit == null) {
      refuse(response);
    } else {
      filterInside(permit, request, response, chain);
    }
  }

  private static void filterInside(Permit permit, HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    boolean goesOn = false;
    try {
      chain.doFilter(request, response);
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new Leaving(permit));
        goesOn = true;
      }
    } finally {
      if (!goesOn) permit.close();
    }
  }

  private @Nullable Permit enter(String group) throws IOException {
    CompletableFuture<Permit> turn = gate.enterOrWait(group);
    try {
      return turn.get(gate.maxWait().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException refused) {
      return null;
    } catch (TimeoutException late) {
      gate.giveUp(turn);
      return null;
    } catch (InterruptedException stop) {
      gate.giveUp(turn);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it waited to be let in", stop);
    }
  }

  private void refuse(HttpServletResponse response) throws IOException {
    byte[] body = refusal.body();
    response.setStatus(Refusal.STATUS);
    response.setHeader(HttpHeaders.RETRY_AFTER, refusal.retryAfterSeconds());
    response.setContentType(Refusal.CONTENT_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Whichever way it ends, it completes. */
  private record Leaving(Permit permit) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      permit.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // it completes after that
    }

    @Override
    public void onError(AsyncEvent event) {
      // it completes after that
    }

    /** A dispatch that starts it anew forgets its listeners. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      AsyncContext again = event.getAsyncContext();
      again.addListener(this);
    }
  }
}
