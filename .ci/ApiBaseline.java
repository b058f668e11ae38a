import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Records the API of a module: {@code java ApiBaseline.java CLASSES FOLDER} writes FOLDER/baseline.jar, the exported classes
 * without code and without what is private to them or their package, which japicmp compares with, and FOLDER/baseline.txt, the
 * same for a reader. {@code --records-grow} in front leaves the constructors of records out: the module makes them, users read
 * them, and they may get more components. {@code --check FOLDER} asks whether the text says what the jar holds. Needs JDK 25.
 */
final class ApiBaseline {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final int SEEN = ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED;

  private ApiBaseline() {}

  public static void main(String... arguments) throws IOException {
    switch (arguments[0]) {
      case "--check" -> check(Path.of(arguments[1]));
      case "--records-grow" -> record(Path.of(arguments[1]), Path.of(arguments[2]), true);
      default -> record(Path.of(arguments[0]), Path.of(arguments[1]), false);
    }
  }

  private static void record(Path classes, Path folder, boolean recordsGrow) throws IOException {
    Map<String, byte[]> api = api(classes, recordsGrow);
    Files.createDirectories(folder);
    write(api, folder.resolve("baseline.jar"));
    Files.writeString(folder.resolve("baseline.txt"), text(folder.resolve("baseline.jar"), names(api.keySet())));
  }

  private static void check(Path folder) throws IOException {
    Path jar = folder.resolve("baseline.jar");
    Set<String> entries = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream().forEach(entry -> entries.add(entry.getName()));
    }
    if (!text(jar, names(entries)).equals(Files.readString(folder.resolve("baseline.txt")))) {
      throw new IllegalStateException(folder + "/baseline.txt does not say what baseline.jar holds: record both anew");
    }
  }

  private static Map<String, byte[]> api(Path classes, boolean recordsGrow) throws IOException {
    Map<String, ClassModel> all = new TreeMap<>();
    Set<String> exported = exported(classes);
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".class"))::iterator) {
        Path folder = classes.relativize(file).getParent();
        if (folder == null || !(exported.isEmpty() || exported.contains(folder.toString()))) { continue; }
        ClassModel type = ClassFile.of().parse(file);
        all.put(type.thisClass().asInternalName(), type);
      }
    }
    Set<String> named = new TreeSet<>();
    all.keySet().stream().filter(name -> isSeen(name, all)).forEach(name -> addWithSupertypes(name, all, named));
    Map<String, byte[]> api = new TreeMap<>();
    named.forEach(name -> api.put(name + ".class", stripped(all.get(name), recordsGrow)));
    return api;
  }

  /** What a class inherits is its own, even from a class that cannot be named. */
  private static void addWithSupertypes(String name, Map<String, ClassModel> all, Set<String> named) {
    ClassModel type = all.get(name);
    if (type == null || !named.add(name)) { return; }
    type.superclass().ifPresent(parent -> addWithSupertypes(parent.asInternalName(), all, named));
    type.interfaces().forEach(parent -> addWithSupertypes(parent.asInternalName(), all, named));
  }

  /** Whether code elsewhere can name it. What is known of the access to a nested class stands in its list of nested classes. */
  private static boolean isSeen(String name, Map<String, ClassModel> all) {
    ClassModel type = all.get(name);
    if (type.findAttribute(Attributes.enclosingMethod()).isPresent()) { return false; }
    Optional<InnerClassInfo> nested = type.findAttribute(Attributes.innerClasses()).stream()
        .flatMap(list -> list.classes().stream())
        .filter(inner -> inner.innerClass().asInternalName().equals(name)).findFirst();
    if (nested.isEmpty()) { return (type.flags().flagsMask() & ClassFile.ACC_PUBLIC) != 0; }
    return (nested.get().flagsMask() & SEEN) != 0
        && nested.get().outerClass().map(outer -> isSeen(outer.asInternalName(), all)).orElse(false);
  }

  /** The folders of the exported packages; of all, where there is no module. */
  private static Set<String> exported(Path classes) throws IOException {
    Path module = classes.resolve("module-info.class");
    if (!Files.exists(module)) { return Set.of(); }
    return ClassFile.of().parse(module).findAttribute(Attributes.module()).orElseThrow().exports()
        .stream().map(export -> export.exportedPackage().name().stringValue()).collect(Collectors.toSet());
  }

  private static byte[] stripped(ClassModel type, boolean recordsGrow) {
    boolean grows = recordsGrow && type.findAttribute(Attributes.record()).isPresent();
    ClassTransform seen =
        ClassTransform.dropping(element -> isHidden(element) || (grows && isConstructor(element)));
    ClassTransform headers = ClassTransform.transformingMethods(
        MethodTransform.dropping(element -> element instanceof CodeAttribute));
    // A second class file, so that no constant of what was dropped is left.
    ClassFile made = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL, ClassFile.DebugElementsOption.DROP_DEBUG,
        ClassFile.StackMapsOption.DROP_STACK_MAPS);
    return made.transformClass(type, seen.andThen(headers));
  }

  private static boolean isConstructor(ClassElement element) {
    return element instanceof MethodModel method && method.methodName().equalsString("<init>");
  }

  private static boolean isHidden(ClassElement element) {
    return switch (element) {
      case MethodModel method -> (method.flags().flagsMask() & SEEN) == 0;
      case FieldModel field -> (field.flags().flagsMask() & SEEN) == 0;
      case SourceFileAttribute file -> true;
      case NestHostAttribute host -> true;
      case NestMembersAttribute members -> true;
      default -> false;
    };
  }

  private static void write(Map<String, byte[]> api, Path jar) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(9);
      for (Map.Entry<String, byte[]> type : api.entrySet()) {
        ZipEntry entry = new ZipEntry(type.getKey());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(type.getValue());
        zip.closeEntry();
      }
    }
  }

  private static List<String> names(Set<String> entries) {
    return entries.stream().map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
  }

  private static String text(Path jar, List<String> types) {
    List<String> arguments = new ArrayList<>(List.of("-protected", "-classpath", jar.toString()));
    arguments.addAll(types);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text);
    int failure = ToolProvider.findFirst("javap").orElseThrow().run(out, System.err, arguments.toArray(String[]::new));
    if (failure != 0) { throw new IllegalStateException("javap: " + failure); }
    return text.toString();
  }
}
