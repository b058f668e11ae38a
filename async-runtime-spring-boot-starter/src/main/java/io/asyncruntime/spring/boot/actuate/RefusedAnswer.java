package io.asyncruntime.spring.boot.actuate;

/**
 * What is answered to whoever asked wrongly.
 *
 * @param detail which parameter, and what is allowed
 */
public record RefusedAnswer(String detail) {}
