/**
 * What lives here: a whole application with a web server and the starter, and a client for it.
 * What it may use: Spring Boot, the JDK's HTTP client, Jackson.
 * Which threads call it: the test runner's.
 * Where to start reading: {@link io.asyncruntime.spring.boot.testkit.RunningApp}.
 */
package io.asyncruntime.spring.boot.testkit;
