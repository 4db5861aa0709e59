import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Turns TL schema files into Java records. Runs at build time as a single-file program:
 * {@code java TlCodegen.java <output directory> <schema file>...}.
 *
 * <p>The accepted syntax is described at the top of {@code cocoon.tl}. Whatever the generator does not understand stops the
 * build.
 */
final class TlCodegen {

    private static final String PACKAGE = "dev.cocoonsdk.network.tl";

    /** Items that a vector may have, by their type. */
    private static final Map<String, String> LONGEST_VECTORS = Map.of(
            "http.header", "1_000",
            "client.workerType", "10_000",
            "client.workerTypeV2", "10_000",
            "client.workerInstanceV2", "100_000",
            "string", "10_000");

    /** One field of a combinator; {@code type} without the condition, {@code bit} -1 if unconditional. */
    record Field(String name, String type, int bit, String doc, boolean hidden) {

        String java() {
            return camel(name, false);
        }

        boolean conditional() {
            return bit >= 0;
        }

        boolean vector() {
            return type.startsWith("vector ");
        }

        String itemType() {
            return type.substring("vector ".length());
        }

        boolean primitive() {
            return Set.of("#", "int", "long", "double", "Bool").contains(type);
        }
    }

    /** One combinator. */
    record Combinator(String name, int id, List<Field> fields, String result, boolean function, String doc) {

        String java() {
            return camel(name, true);
        }
    }

    private final Map<String, Combinator> byName = new LinkedHashMap<>();
    private final Map<String, List<Combinator>> byResult = new TreeMap<>();
    private final Map<String, String> sources = new TreeMap<>();

    public static void main(String[] args) throws IOException {
        TlCodegen codegen = new TlCodegen();
        for (int i = 1; i < args.length; i++) {
            codegen.parse(Files.readString(Path.of(args[i])));
        }
        codegen.generate();
        codegen.write(Path.of(args[0]));
    }

    // Parsing

    private static final Pattern HEAD = Pattern.compile("([A-Za-z0-9_.]+)(?:#([0-9a-f]{8}))?");
    private static final Pattern CONDITION = Pattern.compile("flags\\.([0-9]+)\\?(.+)");
    private static final Pattern FIELD_DOC = Pattern.compile("@([a-z0-9_]+) (\\[private] )?(.+)");

    private void parse(String schema) {
        boolean functions = false;
        List<String> comments = new ArrayList<>();
        for (String line : schema.lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                comments.clear();
            } else if (line.startsWith("//")) {
                comments.add(line.substring(2).strip());
            } else if (line.equals("---types---") || line.equals("---functions---")) {
                functions = line.equals("---functions---");
            } else {
                add(combinator(line, functions, comments));
                comments.clear();
            }
        }
    }

    private void add(Combinator combinator) {
        if (byName.put(combinator.name, combinator) != null) {
            throw new IllegalArgumentException("defined twice: " + combinator.name);
        }
        if (!combinator.function) {
            byResult.computeIfAbsent(combinator.result, r -> new ArrayList<>()).add(combinator);
        }
    }

    private static Combinator combinator(String line, boolean function, List<String> comments) {
        if (!line.endsWith(";") || !line.contains(" = ")) {
            throw new IllegalArgumentException("not a combinator: " + line);
        }
        String plain = line.substring(0, line.length() - 1).replaceAll("[()]", "");
        String[] sides = plain.split(" = ");
        String[] words = sides[0].replace("vector ", "vector~").split(" ");
        Matcher head = HEAD.matcher(words[0]);
        if (!head.matches()) {
            throw new IllegalArgumentException("bad name: " + line);
        }
        Map<String, Matcher> docs = new LinkedHashMap<>();
        String doc = comments.stream()
                .filter(comment -> !collectFieldDoc(comment, docs))
                .collect(Collectors.joining(" "));
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            fields.add(field(words[i].replace('~', ' '), docs));
        }
        if (doc.isEmpty() || !docs.isEmpty()) {
            throw new IllegalArgumentException("comment missing or of an unknown field: " + line + " " + docs.keySet());
        }
        int id = head.group(2) != null ? Integer.parseUnsignedInt(head.group(2), 16) : crc32(plain);
        return new Combinator(head.group(1), id, fields, sides[1], function, doc);
    }

    private static boolean collectFieldDoc(String comment, Map<String, Matcher> docs) {
        Matcher matcher = FIELD_DOC.matcher(comment);
        boolean matches = matcher.matches();
        if (matches) {
            docs.put(matcher.group(1), matcher);
        }
        return matches;
    }

    private static Field field(String text, Map<String, Matcher> docs) {
        int colon = text.indexOf(':');
        String name = text.substring(0, colon);
        Matcher condition = CONDITION.matcher(text.substring(colon + 1));
        Matcher doc = docs.remove(name);
        if (doc == null) {
            throw new IllegalArgumentException("no comment for field " + text);
        }
        boolean hidden = doc.group(2) != null;
        return condition.matches()
                ? new Field(name, condition.group(2), Integer.parseInt(condition.group(1)), doc.group(3), hidden)
                : new Field(name, text.substring(colon + 1), -1, doc.group(3), hidden);
    }

    private static int crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    // Generating

    private void generate() {
        byName.values().forEach(this::record);
        byResult.forEach((result, constructors) -> {
            if (constructors.size() > 1) {
                union(result, constructors);
            }
        });
        dispatcher();
    }

    private void record(Combinator c) {
        boolean nullable = c.fields.stream().anyMatch(f -> f.conditional() && !f.primitive());
        boolean hash = c.fields.stream().anyMatch(f -> f.type.equals("int256"));
        boolean list = c.fields.stream().anyMatch(Field::vector);
        StringBuilder out = header();
        out.append(hash ? "import dev.cocoonsdk.core.Hash256;\n" : "");
        out.append(list ? "import java.util.List;\n" : "");
        out.append(nullable ? "import org.jspecify.annotations.Nullable;\n" : "");
        out.append(hash || list || nullable ? "\n" : "");
        out.append("/**\n * ").append(c.doc).append("\n *\n");
        out.append(" * <p>{@code ")
                .append(c.name)
                .append('#')
                .append(hex(c.id))
                .append(" = ")
                .append(c.result)
                .append("}\n");
        out.append(c.fields.isEmpty() ? "" : " *\n");
        for (Field f : c.fields) {
            out.append(" * @param ")
                    .append(f.java())
                    .append(' ')
                    .append(f.doc)
                    .append(absence(f))
                    .append('\n');
        }
        out.append(" */\npublic record ").append(c.java()).append('(');
        out.append(c.fields.stream().map(f -> declared(f) + " " + f.java()).collect(Collectors.joining(", ")));
        out.append(") implements ").append(supertype(c)).append(" {\n\n");
        out.append("    /** The constructor id. */\n    public static final int ID = 0x")
                .append(hex(c.id))
                .append(";\n\n");
        constructor(c, out);
        readers(c, out);
        writer(c, out);
        print(c, out);
        sources.put(c.java(), out.append("}\n").toString());
    }

    private String supertype(Combinator c) {
        return c.function
                ? "TlFunction<" + javaOfResult(c.result) + ">"
                : byResult.get(c.result).size() > 1 ? javaOfResult(c.result) : "TlObject";
    }

    private static String absence(Field f) {
        if (!f.conditional()) {
            return "";
        }
        String value = !f.primitive() ? "null" : f.type.equals("Bool") ? "false" : "0";
        return "; " + value + " unless bit " + f.bit + " of flags is set";
    }

    private static void constructor(Combinator c, StringBuilder out) {
        List<String> body = new ArrayList<>();
        for (Field f : c.fields) {
            if (f.type.equals("#")) {
                body.add("TlChecks.flags(flags);");
            } else if (f.conditional()) {
                String present =
                        f.primitive() ? f.type.equals("Bool") ? f.java() : f.java() + " != 0" : f.java() + " != null";
                String check = f.primitive() ? "absent" : "presence";
                body.add("TlChecks." + check + "(flags, " + f.bit + ", " + present + ", \"" + f.name + "\");");
            } else if (f.vector()) {
                body.add(f.java() + " = List.copyOf(" + f.java() + ");");
            }
        }
        if (!body.isEmpty()) {
            out.append("    /**\n     * Checks that flags and fields agree and copies lists.\n     *\n");
            out.append("     * @throws IllegalArgumentException if a field and its flag disagree\n     */\n");
            out.append("    public ").append(c.java()).append(" {\n        ");
            out.append(String.join("\n        ", body)).append("\n    }\n\n");
        }
    }

    private void readers(Combinator c, StringBuilder out) {
        String java = c.java();
        String error = "     *\n     * @throws TlFormatException if the input does not continue with one\n     */\n";
        out.append("    /**\n     * Reads the boxed form.\n").append(error);
        out.append("    public static ").append(java).append(" read(TlReader in) {\n");
        out.append("        in.expectId(ID, \"").append(c.name).append("\");\n        return readBare(in);\n    }\n\n");
        out.append("    /**\n     * Reads the fields without the constructor id.\n")
                .append(error);
        out.append("    public static ").append(java).append(" readBare(TlReader in) {\n");
        for (Field f : c.fields) {
            out.append("        ")
                    .append(declared(f).replace("@Nullable ", ""))
                    .append(' ')
                    .append(f.java())
                    .append(" = ")
                    .append(readExpression(f));
            out.append(";\n");
        }
        String names = c.fields.stream().map(Field::java).collect(Collectors.joining(", "));
        out.append("        return new ").append(java).append('(').append(names).append(");\n    }\n\n");
        if (c.function) {
            String answer = javaOfResult(c.result);
            out.append("    @Override\n    public ").append(answer).append(" readAnswer(TlReader in) {\n");
            out.append("        return ").append(answer).append(".read(in);\n    }\n\n");
        }
        out.append("    @Override\n    public int constructorId() {\n        return ID;\n    }\n\n");
    }

    private String readExpression(Field f) {
        String read = f.vector()
                ? "in.readVector(" + longest(f.itemType()) + ", " + minimumSize(f.itemType()) + ", "
                        + itemReader(f.itemType()) + ")"
                : readOne(f.type);
        if (!f.conditional()) {
            return read;
        }
        String absent = !f.primitive() ? "null" : f.type.equals("Bool") ? "false" : "0";
        return "(flags & 1 << " + f.bit + ") != 0 ? " + read + " : " + absent;
    }

    /** The most items that a vector of the type may have: far more than anybody needs, few enough to be held. */
    private static String longest(String type) {
        String most = LONGEST_VECTORS.get(type);
        if (most == null) {
            throw new IllegalStateException("no limit for vectors of " + type);
        }
        return most;
    }

    private String itemReader(String type) {
        return switch (type) {
            case "string" -> "TlReader::readString";
            default -> javaOf(type) + "::readBare";
        };
    }

    private String readOne(String type) {
        return switch (type) {
            case "#" -> "in.readFlags()";
            case "int" -> "in.readInt()";
            case "long" -> "in.readLong()";
            case "double" -> "in.readDouble()";
            case "Bool" -> "in.readBool()";
            case "int256" -> "in.readInt256()";
            case "string" -> "in.readString()";
            case "bytes" -> "in.readBytes()";
            default -> boxed(type) ? javaOf(type) + ".read(in)" : javaOf(type) + ".readBare(in)";
        };
    }

    private void writer(Combinator c, StringBuilder out) {
        out.append("    @Override\n    public int bareSize() {\n");
        out.append("        int size = 0;\n".repeat(c.fields.isEmpty() ? 0 : 1));
        for (Field f : c.fields) {
            statement(f, "size = Math.addExact(size, " + sizeOne(f) + ");", out);
        }
        out.append("        return ").append(c.fields.isEmpty() ? "0" : "size").append(";\n    }\n\n");
        out.append("    @Override\n    public void writeBare(TlWriter out) {");
        out.append(c.fields.isEmpty() ? "}\n" : "\n");
        for (Field f : c.fields) {
            statement(f, writeOne(f) + ";", out);
        }
        out.append(c.fields.isEmpty() ? "" : "    }\n");
    }

    /** A statement under the condition of its field. For objects the constructor tied the flag to the presence. */
    private static void statement(Field f, String statement, StringBuilder out) {
        String condition =
                !f.conditional() ? "" : f.primitive() ? "(flags & 1 << " + f.bit + ") != 0" : f.java() + " != null";
        out.append(
                condition.isEmpty()
                        ? "        " + statement + "\n"
                        : "        if (" + condition + ") {\n            " + statement + "\n        }\n");
    }

    private String sizeOne(Field f) {
        if (f.vector()) {
            return (f.itemType().equals("string") ? "TlWriter.sizeOfStrings(" : "TlWriter.sizeOfVector(") + f.java()
                    + ")";
        }
        return switch (f.type) {
            case "#", "int", "Bool" -> "4";
            case "long", "double" -> "8";
            case "int256" -> "32";
            case "string", "bytes" -> "TlWriter.sizeOf(" + f.java() + ")";
            default -> f.java() + (boxed(f.type) ? ".boxedSize()" : ".bareSize()");
        };
    }

    private String writeOne(Field f) {
        if (f.vector()) {
            return (f.itemType().equals("string") ? "out.writeStrings(" : "out.writeVector(") + f.java() + ")";
        }
        return switch (f.type) {
            case "#", "int" -> "out.writeInt(" + f.java() + ")";
            case "long" -> "out.writeLong(" + f.java() + ")";
            case "double" -> "out.writeDouble(" + f.java() + ")";
            case "Bool" -> "out.writeBool(" + f.java() + ")";
            case "int256" -> "out.writeInt256(" + f.java() + ")";
            case "string" -> "out.writeString(" + f.java() + ")";
            case "bytes" -> "out.writeBytes(" + f.java() + ")";
            default -> f.java() + (boxed(f.type) ? ".writeBoxed(out)" : ".writeBare(out)");
        };
    }

    private static void print(Combinator c, StringBuilder out) {
        if (c.fields.stream().noneMatch(Field::hidden)) {
            return;
        }
        String fields = c.fields.stream()
                .map(f -> "\"" + f.java() + "=\" + " + (f.hidden ? "TlChecks.hidden(" + f.java() + ")" : f.java()))
                .collect(Collectors.joining("\n                + \", \" + "));
        out.append("\n    /** All fields but the private ones. */\n    @Override\n    public String toString() {\n");
        out.append("        return \"").append(c.java()).append("[\" + ").append(fields);
        out.append("\n                + \"]\";\n    }\n");
    }

    private void union(String result, List<Combinator> constructors) {
        String java = javaOfResult(result);
        StringBuilder out = header();
        out.append("/** Any object of the boxed type {@code ").append(result).append("}. */\n");
        out.append("public sealed interface ").append(java).append(" extends TlObject\n        permits ");
        out.append(constructors.stream().map(Combinator::java).collect(Collectors.joining(", ")))
                .append(" {\n\n");
        out.append("    /**\n     * Reads the boxed form.\n     *\n");
        out.append("     * @throws TlFormatException if the input does not continue with one\n     */\n");
        out.append("    static ").append(java).append(" read(TlReader in) {\n");
        cases(constructors, "throw in.unexpected(id, \"" + result + "\")", out);
        sources.put(java, out.append("    }\n}\n").toString());
    }

    private void dispatcher() {
        StringBuilder out = header();
        out.append(
                "/** Every object of the schema. */\npublic final class TlObjects {\n\n    private TlObjects() {}\n\n");
        out.append("    /** Whether {@code id} is a constructor or function of the schema. */\n");
        out.append("    public static boolean isKnown(int id) {\n        return switch (id) {\n");
        for (Combinator c : byName.values()) {
            out.append("            case ").append(c.java()).append(".ID -> true;\n");
        }
        out.append("            default -> false;\n        };\n    }\n\n");
        out.append("    /**\n     * Reads the boxed form of any object or function.\n     *\n");
        out.append("     * @throws TlFormatException if the input does not continue with one\n     */\n");
        out.append("    public static TlObject read(TlReader in) {\n");
        cases(List.copyOf(byName.values()), "throw in.unexpected(id, \"a known constructor\")", out);
        sources.put("TlObjects", out.append("    }\n}\n").toString());
    }

    private static void cases(List<Combinator> constructors, String otherwise, StringBuilder out) {
        Set<Integer> ids = new HashSet<>();
        out.append("        int id = in.readInt();\n        return switch (id) {\n");
        for (Combinator c : constructors) {
            if (!ids.add(c.id)) {
                throw new IllegalArgumentException("id used twice: " + c.name);
            }
            out.append("            case ")
                    .append(c.java())
                    .append(".ID -> ")
                    .append(c.java())
                    .append(".readBare(in);\n");
        }
        out.append("            default -> ").append(otherwise).append(";\n        };\n");
    }

    // Types

    private boolean boxed(String type) {
        return Character.isUpperCase(type.charAt(type.lastIndexOf('.') + 1));
    }

    private String javaOf(String type) {
        if (boxed(type)) {
            return javaOfResult(type);
        }
        if (!byName.containsKey(type)) {
            throw new IllegalArgumentException("unknown type: " + type);
        }
        return camel(type, true);
    }

    private String javaOfResult(String result) {
        List<Combinator> constructors = byResult.get(result);
        if (constructors == null) {
            throw new IllegalArgumentException("type without constructor: " + result);
        }
        return constructors.size() == 1 ? constructors.get(0).java() : "Any" + camel(result, true);
    }

    private String declared(Field f) {
        String type = switch (f.type) {
            case "#", "int" -> "int";
            case "long" -> "long";
            case "double" -> "double";
            case "Bool" -> "boolean";
            case "int256" -> "Hash256";
            case "string" -> "String";
            case "bytes" -> "TlBytes";
            default -> f.vector() ? "List<" + item(f.itemType()) + ">" : javaOf(f.type);
        };
        return f.conditional() && !f.primitive() ? "@Nullable " + type : type;
    }

    private String item(String type) {
        return type.equals("string") ? "String" : javaOf(type);
    }

    /** The fewest bytes that one value can take. */
    private int minimumSize(String type) {
        return switch (type) {
            case "#", "int", "Bool", "string", "bytes" -> 4;
            case "long", "double" -> 8;
            case "int256" -> 32;
            default ->
                boxed(type) || type.startsWith("vector ")
                        ? 4
                        : byName.get(type).fields.stream()
                                .filter(f -> !f.conditional())
                                .mapToInt(f -> minimumSize(f.type))
                                .sum();
        };
    }

    // Text

    private static StringBuilder header() {
        return new StringBuilder("// Generated by TlCodegen from src/codegen/tl; do not edit.\npackage ")
                .append(PACKAGE)
                .append(";\n\n");
    }

    private static String hex(int id) {
        return String.format("%08x", id);
    }

    static String camel(String name, boolean upper) {
        String joined = Stream.of(name.split("[._]"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return upper ? joined : Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
    }

    private void write(Path root) throws IOException {
        Path directory = root.resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            for (Path file : old.toList()) {
                if (!sources.containsKey(file.getFileName().toString().replace(".java", ""))) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve(source.getKey() + ".java");
            if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
                Files.writeString(file, source.getValue());
            }
        }
    }
}
