import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints pkg/cassandra/core/settings/table.ts: the settings that cassandra.yaml may have, as Cassandra's own code that
 * reads the file knows them.
 *
 *   java Settings.java 4.0=DIRECTORY 4.1=DIRECTORY 5.0=DIRECTORY > table.ts
 *
 * Each directory holds cassandra-all and the jars that it needs, as the lab keeps them for 4.1 and 5.0 in
 * ~/.cache/cassandra-for-rancher/downloads.
 */
public class Settings {
    /** Kind -> setting -> the release lines in which it is of this kind. */
    private final Map<String, Map<String, List<String>>> kinds = new TreeMap<>();
    /** Old name, "=" and the name to use instead -> the release lines that still take the old one. */
    private final Map<String, List<String>> renamed = new TreeMap<>();
    private final Map<String, List<String>> deprecated = new TreeMap<>();

    private final List<String> lines = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    public static void main(String[] arguments) throws ReflectiveOperationException, java.io.IOException {
        Settings settings = new Settings();

        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.read(parts[0], new File(parts[1]));
        }
        settings.print();
    }

    private void read(String line, File directory) throws ReflectiveOperationException, java.io.IOException {
        List<URL> urls = new ArrayList<>();

        for (File jar : directory.listFiles((dir, name) -> name.endsWith(".jar"))) {
            urls.add(jar.toURI().toURL());
            if (jar.getName().startsWith("cassandra-all-")) {
                sources.add(jar.getName());
            }
        }
        lines.add(line);
        ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]));
        add(line, "", Class.forName("org.apache.cassandra.config.Config", false, loader));
    }

    private void add(String line, String prefix, Class<?> owner) throws ReflectiveOperationException {
        for (Map.Entry<String, Class<?>> property : properties(owner).entrySet()) {
            String name = prefix + property.getKey();
            String kind = kindOf(property.getValue()) + (takesOldNumbers(owner, property.getKey()) ? " or integer" : "");

            mark(kinds.computeIfAbsent(kind, (key) -> new TreeMap<>()), name, line);
            if (kind.equals("map") && property.getValue().getName().startsWith("org.apache.cassandra.")) {
                add(line, name + ".", property.getValue());
            }
        }
        for (Field field : owner.getFields()) {
            for (Annotation annotation : Modifier.isStatic(field.getModifiers()) ? new Annotation[0] : field.getAnnotations()) {
                add(line, prefix, field.getName(), annotation);
            }
        }
    }

    /** The properties of a class as the loader of cassandra.yaml sees them: its own from 4.1 on, before that SnakeYAML's. */
    private static Map<String, Class<?>> properties(Class<?> owner) throws ReflectiveOperationException {
        ClassLoader loader = owner.getClassLoader();
        Class<?> type = loader.loadClass("org.yaml.snakeyaml.introspector.Property");
        Class<?> access = loader.loadClass("org.yaml.snakeyaml.introspector.BeanAccess");
        Map<?, ?> found;

        try {
            Object own = loader.loadClass("org.apache.cassandra.config.Properties").getMethod("defaultLoader").invoke(null);
            found = (Map<?, ?>) loader.loadClass("org.apache.cassandra.config.Loader").getMethod("getProperties", Class.class).invoke(own, owner);
        } catch (ClassNotFoundException e) {
            Class<?> utils = loader.loadClass("org.yaml.snakeyaml.introspector.PropertyUtils");
            // Protected; the public getProperties leaves out what can only be written.
            Method all = utils.getDeclaredMethod("getPropertiesMap", Class.class, access);
            all.setAccessible(true);
            found = (Map<?, ?>) all.invoke(utils.getConstructor().newInstance(), owner, access.getField("DEFAULT").get(null));
        }
        Map<String, Class<?>> properties = new TreeMap<>();
        for (Map.Entry<?, ?> property : found.entrySet()) {
            if ((boolean) type.getMethod("isWritable").invoke(property.getValue())) {
                properties.put((String) property.getKey(), (Class<?>) type.getMethod("getType").invoke(property.getValue()));
            }
        }
        return properties;
    }

    private void add(String line, String prefix, String name, Annotation annotation) throws ReflectiveOperationException {
        Class<?> type = annotation.annotationType();

        if (type == Deprecated.class) {
            mark(deprecated, prefix + name, line);
        } else if (type.getSimpleName().equals("Replaces")) {
            String old = (String) type.getMethod("oldName").invoke(annotation);
            if (!old.equals(name)) {
                mark(renamed, prefix + old + "=" + prefix + name, line);
            }
        } else if (type.getSimpleName().equals("ReplacesList")) {
            for (Annotation each : (Annotation[]) type.getMethod("value").invoke(annotation)) {
                add(line, prefix, name, each);
            }
        }
    }

    /** Whether only the unit of a setting has changed: the number that it was, and may still be, replaces it under its own name. */
    private static boolean takesOldNumbers(Class<?> owner, String name) throws ReflectiveOperationException {
        for (Field field : owner.getFields()) {
            for (Annotation annotation : field.getAnnotations()) {
                if (annotation.annotationType().getSimpleName().equals("Replaces") && field.getName().equals(name) && annotation.annotationType().getMethod("oldName").invoke(annotation).equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void mark(Map<String, List<String>> marks, String name, String line) {
        marks.computeIfAbsent(name, (key) -> new ArrayList<>()).add(line);
    }

    private static String kindOf(Class<?> type) {
        String name = type.getSimpleName();

        if (type == boolean.class || type == Boolean.class) {
            return "flag";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "number";
        }
        if (type == String.class) {
            return "text";
        }
        if (type.isEnum()) {
            return "choice " + Arrays.stream(type.getFields()).filter(Field::isEnumConstant).map(Field::getName).collect(Collectors.joining("|"));
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "list";
        }
        if (name.equals("ParameterizedClass")) {
            boolean byName = Arrays.stream(type.getConstructors()).anyMatch((made) -> Arrays.equals(made.getParameterTypes(), new Class<?>[] {String.class}));
            return byName ? "class or name" : "class";
        }
        if (!Map.class.isAssignableFrom(type) && Arrays.stream(type.getConstructors()).anyMatch((made) -> Arrays.equals(made.getParameterTypes(), new Class<?>[] {int.class}))) {
            return "integer";
        }
        switch (type.getName().replaceFirst("^org\\.apache\\.cassandra\\.config\\.", "").replaceFirst("\\$(Int|Long)", " ").replaceFirst("Bound$", "")) {
            case "DurationSpec Nanoseconds": return "duration ns";
            case "DurationSpec Microseconds": return "duration us";
            case "DurationSpec Milliseconds": return "duration ms";
            case "DurationSpec Seconds": return "duration s";
            case "DurationSpec Minutes": return "duration m";
            case "DataStorageSpec Bytes": return "size B";
            case "DataStorageSpec Kibibytes": return "size KiB";
            case "DataStorageSpec Mebibytes": return "size MiB";
            case "DataRateSpec BytesPerSecond": return "rate";
            default: return "map";
        }
    }

    private void print() {
        System.out.println("// Made by test/setup/settings/Settings.java of " + String.join(", ", sources) + ". Not to be edited.");
        System.out.println();
        System.out.println("/** Kind -> the settings of this kind. After @ those of the lines 4.0, 4.1 and 5.0 where not all are meant. */");
        System.out.println("export const KINDS: Readonly<Record<string, string>> = {");
        kinds.forEach((kind, names) -> System.out.println("  " + (kind.matches("\\w+") ? kind : "'" + kind + "'") + ": `" + text(names, "    ") + "\n  `,"));
        System.out.println("};");
        System.out.println();
        System.out.println("/** Old name = the name to use instead. */");
        System.out.println("export const RENAMED = `" + text(renamed, "  ") + "\n`;");
        System.out.println();
        System.out.println("export const DEPRECATED = `" + text(deprecated, "  ") + "\n`;");
    }

    /** One name after another, in lines of some length. */
    private String text(Map<String, List<String>> names, String indent) {
        StringBuilder text = new StringBuilder();
        int column = Integer.MAX_VALUE;

        for (Map.Entry<String, List<String>> name : names.entrySet()) {
            String word = name.getKey() + (name.getValue().equals(lines) ? "" : "@" + String.join(",", name.getValue()));
            if (column > 150) {
                text.append('\n').append(indent).append(word);
                column = indent.length() + word.length();
            } else {
                text.append(' ').append(word);
                column += 1 + word.length();
            }
        }
        return text.toString();
    }
}
