package io.asyncruntime.architecture;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mpsc;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.TaskTracker;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;

/** What the examples in the documentation take for granted. They are compiled against it, and never run. */
class ExampleWorld {
  AsyncRuntime runtime;
  Logger log;
  Random random;
  LongAdder ended;
  TaskTracker tracker;
  Mutex<Seats> seats;
  Store store;
  Orders orders;
  Ledger ledger;
  Queue<Item> items;
  List<URI> uris;
  URI url;
  URI otherUrl;
  String name;
  String id;
  String address;
  String request;
  String connection;
  Quote quote;
  Job job;
  Config loaded;
  Session session;
  Future<Integer> future;
  Future<String> reply;
  Future<String> first;
  Future<String> second;
  Future<String> third;
  Future<String> fourth;
  Future<Price> netto;
  Future<Price> taxes;
  Mpsc.Sender<Request> requests;
  Flow.Subscriber<Job> subscriber;

  Future<Page> fetch(URI page) {
    return null;
  }

  Future<String> charge(Quote what) {
    return null;
  }

  Future<Void> record(String receipt) {
    return null;
  }

  Future<String> fetchEntry() {
    return null;
  }

  Future<Connection> connect(String where) {
    return null;
  }

  void connect(Address where) {}

  Future<Config> load() {
    return null;
  }

  Future<Address> discover() {
    return null;
  }

  Future<Void> serve() {
    return null;
  }

  Void serve(String what) {
    return null;
  }

  Future<Void> handle(String what) {
    return null;
  }

  void show(Object what) {}

  void run(Job what) {}

  void use(Config what) {}

  void apply(Config what) {}

  void report() {}

  boolean done() {
    return false;
  }

  void onReply(Runnable then) {}

  void onDisconnect(Runnable then) {}

  String replyOrNull() {
    return null;
  }

  record Page(String text) {}

  record Quote(long cents) {}

  record Job(String what) {}

  record Item(String what) {}

  record Address(String where) {}

  record Connection(Address to) {}

  record Order(String id) {}

  record Request(String id, Oneshot.Sender<Price> answer) {}

  record Price(long cents) {
    Price plus(Price other) {
      return new Price(cents + other.cents);
    }
  }

  record Config(String text) {
    static Config defaults() {
      return new Config("");
    }
  }

  static final class Seats {}

  interface Session {
    void close();
  }

  interface Store {
    Future<Seats> take(Seats from, int howMany);
  }

  interface Orders {
    Order load(String id);
  }

  interface Ledger {
    void add(String entry);
  }

  static final class LocaleHolder {
    private LocaleHolder() {}

    static Locale get() {
      return Locale.ROOT;
    }

    static void set(Locale locale) {}
  }
}
