package dev.tickbird.runtime.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in plain words what Jackson found wrong with a file. */
final class YamlComplaint {

    private YamlComplaint() {}

    static ConfigurationException of(String file, JsonProcessingException e) {
        return new ConfigurationException(file + line(e.getLocation()) + ": " + what(e), e);
    }

    static ConfigurationException of(String file, MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String line = mark == null ? "" : ", line " + (mark.getLine() + 1);
        return new ConfigurationException(file + line + ": this is not valid YAML: " + e.getProblem(), e);
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1 ? "" : ", line " + location.getLineNr();
    }

    private static String what(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknownKey(unknown);
            case InvalidFormatException invalid -> wrongValue(invalid);
            case ValueInstantiationException refused -> refused(refused);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonMappingException other -> at(other, "") + firstLine(rootMessage(other));
            case JsonProcessingException syntax -> firstLine(syntax.getOriginalMessage());
        };
    }

    private static String unknownKey(UnrecognizedPropertyException e) {
        Collection<Object> ids = e.getKnownPropertyIds();
        List<String> known = ids == null
                ? List.of()
                : ids.stream().map(String::valueOf).sorted().toList();
        String suggestion = NearestName.to(e.getPropertyName(), known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
        return "unknown key \"" + path(e) + "\"" + suggestion + " (known here: " + String.join(", ", known) + ")";
    }

    private static String wrongValue(InvalidFormatException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return at(e, ": ") + firstLine(cause.getMessage());
        }
        Class<?> type = e.getTargetType();
        String expected = type.isEnum()
                ? "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(YamlComplaint::label)
                                .collect(Collectors.joining(", "))
                : "a value of type " + typeName(type);
        return at(e, ": ") + "\"" + e.getValue() + "\" is not " + expected;
    }

    private static String label(Object constant) {
        return constant.toString().toLowerCase(java.util.Locale.ROOT);
    }

    /** The record's constructor, or a value type's, refused what it was given. */
    private static String refused(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        String message = cause == null ? e.getOriginalMessage() : cause.getMessage();
        if (cause instanceof NullPointerException) {
            return at(e, ": ")
                    + (isName(message) ? "the key \"" + message + "\" is missing" : "a required key is missing");
        }
        return at(e, ": ") + firstLine(message);
    }

    private static boolean isName(@Nullable String message) {
        return message != null && message.matches("\\w[\\w.-]*");
    }

    private static String mismatch(MismatchedInputException e) {
        String original = firstLine(e.getOriginalMessage());
        if (original.startsWith("Cannot map `null`")) {
            return "the key \"" + path(e) + "\" is missing or empty";
        }
        if (original.startsWith("No content")) {
            return "the file is empty";
        }
        Class<?> type = e.getTargetType();
        return at(e, ": ") + (type == null ? original : "this is not " + shape(type));
    }

    private static String shape(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type.isRecord() || java.util.Map.class.isAssignableFrom(type)) {
            return "a group of keys";
        }
        return "a value of type " + typeName(type);
    }

    private static String typeName(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long", "short" -> "whole number";
            case "double", "Double", "float" -> "number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "text";
            default -> type.getSimpleName();
        };
    }

    private static String at(JsonMappingException e, String separator) {
        String path = path(e);
        return path.isEmpty() ? "" : path + separator;
    }

    /** For example {@code servers[3].port}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root instanceof JsonProcessingException json ? json.getOriginalMessage() : root.getMessage();
        return message == null ? root.getClass().getSimpleName() : ": " + message;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
