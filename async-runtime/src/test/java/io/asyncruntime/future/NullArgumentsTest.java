package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null fails at the call, not at the first poll. */
class NullArgumentsTest {
  private static final Future<String> READY = Future.ready("v");
  private static final List<Future<String>> HOLED = Arrays.asList(READY, null);

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void nullFailsAtTheCall(String name, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call);
  }

  private static Stream<Arguments> calls() {
    return Stream.of(ofOne(), ofCollections(), ofArities(), ofSelects()).flatMap(Function.identity());
  }

  private static Arguments call(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }

  private static Stream<Arguments> ofOne() {
    return Stream.of(
        call("map", () -> use(READY.map(null))), call("then", () -> use(READY.then(null))),
        call("recover", () -> use(READY.recover(null))), call("failed", () -> use(Future.failed(null))),
        call("lazy", () -> use(Future.lazy(null))), call("from", () -> use(Future.from(null))));
  }

  private static Stream<Arguments> ofCollections() {
    return Stream.of(
        call("join", () -> use(Futures.join(null))), call("tryJoin", () -> use(Futures.tryJoin(null))),
        call("select", () -> use(Futures.select(null))), call("selectBiased", () -> use(Futures.selectBiased(null))),
        call("join element", () -> use(Futures.join(HOLED))),
        call("tryJoin element", () -> use(Futures.tryJoin(HOLED))),
        call("select element", () -> use(Futures.select(HOLED))),
        call("selectBiased element", () -> use(Futures.selectBiased(HOLED))));
  }

  private static Stream<Arguments> ofArities() {
    Future<String> none = null;
    BiFunction<String, String, String> two = (a, b) -> a;
    Function3<String, String, String, String> three = (a, b, c) -> a;
    Function4<String, String, String, String, String> four = (a, b, c, d) -> a;
    return Stream.of(
        call("join2 a", () -> use(Futures.join(none, READY, two))),
        call("join2 b", () -> use(Futures.join(READY, none, two))),
        call("join2 fn", () -> use(Futures.join(READY, READY, (BiFunction<String, String, String>) null))),
        call("join3 c", () -> use(Futures.join(READY, READY, none, three))),
        call("join3 fn",
            () -> use(Futures.join(READY, READY, READY, (Function3<String, String, String, String>) null))),
        call("join4 d", () -> use(Futures.join(READY, READY, READY, none, four))),
        call("join4 fn", () -> use(Futures.join(READY, READY, READY, READY, null))),
        call("tryJoin2 a", () -> use(Futures.tryJoin(none, READY, two))),
        call("tryJoin2 fn", () -> use(Futures.tryJoin(READY, READY, (BiFunction<String, String, String>) null))),
        call("tryJoin3 c", () -> use(Futures.tryJoin(READY, READY, none, three))),
        call("tryJoin4 d", () -> use(Futures.tryJoin(READY, READY, READY, none, four))),
        call("tryJoin4 fn", () -> use(Futures.tryJoin(READY, READY, READY, READY, null))));
  }

  private static Stream<Arguments> ofSelects() {
    return Stream.of(
        call("of future", () -> use(Select.of(null, v -> v))), call("of handler", () -> use(Select.of(READY, null))),
        call("on future", () -> use(Select.of().on(null, v -> v))),
        call("on handler", () -> use(Select.of().on(READY, null))),
        call("disabled future", () -> use(Select.of().onlyIf(false, null, v -> v))),
        call("disabled handler", () -> use(Select.of().onlyIf(false, READY, null))),
        call("orElse", () -> use(Select.of().orElse(null))));
  }

  private static void use(Future<?> made) {
    made.drop(); // never reached
  }
}
