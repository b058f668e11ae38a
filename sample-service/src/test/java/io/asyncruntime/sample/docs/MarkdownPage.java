package io.asyncruntime.sample.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: the links on it, and the anchors that its headings make. */
record MarkdownPage(Path file, String text) {
  /** What is not in the repository. */
  private static final Set<String> MADE_BY_THE_BUILD = Set.of("target", ".git", "data");
  private static final Pattern FENCED =
      Pattern.compile("^ *(```|~~~).*?^ *\\1[`~]*$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("(`+)[^`].*?\\1", Pattern.DOTALL);
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\[\\]]*]\\(\\s*<?([^()\\s<>]*(?:\\([^()\\s]*\\)[^()\\s<>]*)?)>?(?:\\s+\"[^\"]*\")?\\s*\\)"
          + "|^ {0,3}\\[[^\\]^]+]:\\s+<?([^\\s>]+)"
          + "|<[^>]*?\\s(?:href|src|srcset)=[\"']([^\"' ]*)", Pattern.MULTILINE);
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?)(?: +#+)? *$", Pattern.MULTILINE);
  private static final Pattern NAMED = Pattern.compile("<[^>]*?\\s(?:id|name)=[\"']([^\"']+)");
  private static final Pattern TEXT_OF_A_LINK = Pattern.compile("!?\\[([^\\[\\]]*)]\\([^()]*\\)");

  static List<MarkdownPage> under(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".md") && isKept(root, file)).sorted()
          .map(MarkdownPage::read)
          .toList();
    }
  }

  static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + file, e);
    }
  }

  static boolean isKept(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (MADE_BY_THE_BUILD.contains(part.toString())) { return false; }
    }
    return true;
  }

  /** What its links, pictures and references name, as it is written there; not what stands in code. */
  List<String> links() {
    String prose = CODE.matcher(prose()).replaceAll("");
    return LINK.matcher(prose).results().map(MarkdownPage::target).toList();
  }

  /** As GitHub makes them: a heading that comes again gets a number. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    HEADING.matcher(prose()).results().map(heading -> anchor(heading.group(1))).forEach(anchor -> {
      int before = times.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    });
    NAMED.matcher(prose()).results().forEach(named -> anchors.add(named.group(1)));
    return anchors;
  }

  private String prose() {
    return COMMENT.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
  }

  private static String target(MatchResult link) {
    for (int group = 1; group <= link.groupCount(); group++) {
      if (link.group(group) != null) { return link.group(group); }
    }
    throw new IllegalStateException(link.group());
  }

  private static String anchor(String heading) {
    return TEXT_OF_A_LINK.matcher(heading).replaceAll("$1").strip().toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc}\\- ]", "").replace(' ', '-');
  }
}
