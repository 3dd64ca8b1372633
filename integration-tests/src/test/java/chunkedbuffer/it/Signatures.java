package chunkedbuffer.it;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a module exports to everybody, as text: a line for each type, and for each member that others may use or override. */
final class Signatures {
    private static final int KEPT = Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT | Modifier.PROTECTED;

    private final Set<String> lines = new TreeSet<>();

    private Signatures() {}

    static List<String> of(RuntimeJar jar, ClassLoader loader) throws Exception {
        Signatures signatures = new Signatures();
        Set<String> exported = exported(jar.path());
        for (String entry : jar.entries()) {
            if (entry.endsWith(".class") && !entry.endsWith("-info.class")) {
                String name =
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
                if (exported.contains(name.substring(0, name.lastIndexOf('.')))) {
                    signatures.type(loader.loadClass(name));
                }
            }
        }
        return List.copyOf(signatures.lines);
    }

    /** Whether there is anything for others in it. */
    static boolean exportsSomething(RuntimeJar jar) {
        return !exported(jar.path()).isEmpty();
    }

    private static Set<String> exported(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private void type(Class<?> type) {
        if (!isVisible(type)) {
            return;
        }
        String name = type.getTypeName();
        lines.add(name + ": " + kind(type) + parameters(type.getTypeParameters()) + superTypes(type));
        members(name, type);
        // What a superclass that others cannot name has, they have through this one.
        for (Class<?> above = type.getSuperclass(); above != null && isHidden(above); above = above.getSuperclass()) {
            members(name, above);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return isOpen(type.getModifiers())
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()))
                && !type.isAnonymousClass();
    }

    private static boolean isHidden(Class<?> type) {
        return !Modifier.isPublic(type.getModifiers());
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String kind(Class<?> type) {
        String kind = type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int modifiers = type.getModifiers() & KEPT;
        return modifiers(type.isInterface() ? modifiers & ~Modifier.ABSTRACT : modifiers)
                + (type.isSealed() ? "sealed " : "")
                + kind;
    }

    private static String superTypes(Class<?> type) {
        List<String> above = new ArrayList<>();
        if (type.getGenericSuperclass() != null) {
            above.add(type.getGenericSuperclass().getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName).forEach(above::add);
        above.remove("java.lang.Object");
        return above.isEmpty() ? "" : " extends " + String.join(", ", above);
    }

    private void members(String name, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers()) && !field.isSynthetic()) {
                lines.add(name + "." + field.getName() + ": " + modifiers(field.getModifiers() & KEPT)
                        + nullable(field.getAnnotatedType())
                        + field.getGenericType().getTypeName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor.getModifiers())) {
                lines.add(name + ".new" + arguments(constructor) + ": " + modifiers(constructor.getModifiers() & KEPT)
                        + thrown(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method.getModifiers()) && !method.isSynthetic()) {
                lines.add(name + "." + method.getName() + arguments(method) + ": "
                        + modifiers(method.getModifiers() & KEPT)
                        + (method.isDefault() ? "default " : "")
                        + parameters(method.getTypeParameters())
                        + nullable(method.getAnnotatedReturnType())
                        + method.getGenericReturnType().getTypeName()
                        + thrown(method));
            }
        }
    }

    private static String arguments(Executable executable) {
        return Arrays.stream(executable.getParameters())
                .map(Signatures::argument)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String argument(Parameter parameter) {
        return nullable(parameter.getAnnotatedType())
                + parameter.getParameterizedType().getTypeName();
    }

    /** Nullness is part of what was promised; of arrays, that of the array itself. */
    private static String nullable(AnnotatedElement type) {
        return Stream.of(type.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"))
                ? "@Nullable "
                : "";
    }

    private static String thrown(Executable executable) {
        Type[] thrown = executable.getGenericExceptionTypes();
        return thrown.length == 0
                ? ""
                : " throws " + Arrays.stream(thrown).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    private static String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + " extends "
                                + Arrays.stream(variable.getBounds())
                                        .map(Type::getTypeName)
                                        .collect(Collectors.joining(" & ")))
                        .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String modifiers(int modifiers) {
        return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
    }
}
