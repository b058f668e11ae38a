package com.example.greeter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class GreeterApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(GreeterApplication.class, arguments);
  }
}
