package io.asyncruntime.sample.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every link of the documentation to a file, a folder or a heading of this repository leads there. */
class LinksTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ELSEWHERE = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<MarkdownPage> pages = MarkdownPage.under(REPOSITORY);
    assertThat(pages).extracting(page -> REPOSITORY.relativize(page.file()).toString())
        .contains("README.md", "async-runtime/README.md", "async-runtime/CHANGELOG.md", "async-runtime/adr/README.md",
            "async-runtime-spring-boot-starter/README.md", "sample-service/README.md", "config/README.md");
    assertThat(broken(REPOSITORY, pages)).isEmpty();
    assertThat(pages.get(0).links()).as("the first page has links at all").isNotEmpty();
  }

  /** Whoever begins at the front page gets everywhere: no page is forgotten. */
  @Test
  void everyPageIsReachedFromTheFrontPage() throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> left = new ArrayDeque<>(List.of(REPOSITORY.resolve("README.md")));
    while (!left.isEmpty()) {
      Path file = left.remove();
      if (file.toString().endsWith(".md") && reached.add(file)) {
        for (String link : MarkdownPage.read(file).links()) {
          target(file, link).ifPresent(left::add);
        }
      }
    }
    assertThat(reached).containsAll(MarkdownPage.under(REPOSITORY).stream().map(MarkdownPage::file).toList());
  }

  /** The canary: this test would see what it is there for. */
  @Test
  void aBrokenLinkAndABrokenAnchorAreFound(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("guide").resolve("target"));
    Files.writeString(root.resolve("guide").resolve("target").resolve("made.txt"), "");
    Files.writeString(root.resolve("picture.svg"), "<svg/>");
    Files.writeString(root.resolve("guide").resolve("README.md"), """
        # A `guide`: to *it*
        ## Twice
        ## Twice
        ### [Linked](README.md), and `tokio::sync`
        ```md
        # Not a heading
        [in code](nowhere.md)
        ```
        <a id="by-hand"></a> `[in code](nowhere.md)` <!-- [in a comment](nowhere.md) -->
        [up](../README.md), [the first](#twice), [the second](#twice-1), [itself](#a-guide-to-it), [by hand](#by-hand)
        """);
    Files.writeString(root.resolve("README.md"), """
        # Front
        [the guide](guide/README.md#linked-and-tokiosync), [a folder](guide), [the web](https://example.org/nowhere.md#x)
        [![a picture](picture.svg)](guide/) <img alt="again" src="picture.svg">
        [gone](guide/GONE.md), [no such
        heading](guide/README.md#twice-2), [here neither](#back), [in code](guide/README.md#not-a-heading)
        [out](../README.md), [absolute](/README.md), [of a picture](picture.svg#part), [made](guide/target/made.txt), [empty]()
        ![no picture](gone.svg) <img src="gone-too.svg"/>
        [reference]: gone-as-well.md
        """);
    assertThat(broken(root, MarkdownPage.under(root))).containsExactlyInAnyOrder(
        "README.md: guide/GONE.md", "README.md: guide/README.md#twice-2", "README.md: #back",
        "README.md: guide/README.md#not-a-heading", "README.md: ../README.md", "README.md: /README.md",
        "README.md: picture.svg#part", "README.md: guide/target/made.txt", "README.md: ", "README.md: gone.svg",
        "README.md: gone-too.svg", "README.md: gone-as-well.md");
  }

  private static List<String> broken(Path root, List<MarkdownPage> pages) {
    List<String> broken = new ArrayList<>();
    for (MarkdownPage page : pages) {
      page.links().stream().filter(link -> !leadsSomewhere(root, page, link))
          .forEach(link -> broken.add(root.relativize(page.file()) + ": " + link));
    }
    return broken;
  }

  private static boolean leadsSomewhere(Path root, MarkdownPage page, String link) {
    if (ELSEWHERE.matcher(link).find()) { return true; }
    Optional<Path> target = target(page.file(), link);
    if (target.isEmpty() || !target.get().startsWith(root) || !MarkdownPage.isKept(root, target.get())
        || Files.notExists(target.get())) {
      return false;
    }
    String anchor = URI.create(link).getFragment();
    return anchor == null || (target.get().toString().endsWith(".md")
        && MarkdownPage.read(target.get()).anchors().contains(anchor));
  }

  /** Nothing where the link leads to no place of this repository. */
  private static Optional<Path> target(Path from, String link) {
    if (link.isEmpty() || link.startsWith("/") || ELSEWHERE.matcher(link).find()) { return Optional.empty(); }
    String path = URI.create(link).getPath();
    return Optional.of(path.isEmpty() ? from : from.resolveSibling(path).normalize());
  }
}
