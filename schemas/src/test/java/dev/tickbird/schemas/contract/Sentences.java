package dev.tickbird.schemas.contract;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the sources' documentation says: by {@code Type}, {@code Type.component} and {@code Type.method()}, outer types included. */
final class Sentences {
    private final Map<String, String> found = new TreeMap<>();

    static Sentences of(Path sources) {
        Sentences sentences = new Sentences();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
                Stream<Path> paths = Files.walk(sources)) {
            List<Path> java =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            Reader reader = sentences.new Reader(DocTrees.instance(task));
            task.parse().forEach(unit -> reader.scan(unit, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }

    /** The sentence of a type or component; empty when nobody wrote one. */
    String about(String name) {
        return found.getOrDefault(name, "");
    }

    static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private String type = "";

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
            String outer = type;
            type = outer.isEmpty() ? tree.getSimpleName().toString() : outer + "." + tree.getSimpleName();
            read(type);
            super.visitClass(tree, null);
            type = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
            read(type + "." + tree.getName() + "()");
            return null;
        }

        private void read(String name) {
            TreePath path = getCurrentPath();
            DocCommentTree comment = docs.getDocCommentTree(path);
            if (comment != null) {
                found.put(name, sentence(comment.getFullBody()));
                comment.getBlockTags().stream()
                        .filter(ParamTree.class::isInstance)
                        .map(ParamTree.class::cast)
                        .forEach(param -> found.put(name + "." + param.getName(), sentence(param.getDescription())));
            }
        }
    }

    private static String sentence(List<? extends DocTree> trees) {
        String text = trees.stream()
                .takeWhile(tree -> !(tree instanceof StartElementTree element
                        && element.getName().contentEquals("pre")))
                .map(Sentences::text)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
        if (text.isEmpty()) {
            return "";
        }
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.endsWith(".") || begun.endsWith("…") ? begun : begun + ".";
    }

    private static String text(DocTree tree) {
        return switch (tree) {
            case TextTree text -> text.getBody();
            case LiteralTree code -> "`" + code.getBody().getBody() + "`";
            case LinkTree link
            when !link.getLabel().isEmpty() ->
                link.getLabel().stream().map(Sentences::text).collect(Collectors.joining());
            case LinkTree link ->
                link.getReference().getSignature().replaceFirst("^#", "").replace('#', '.');
            case null, default -> " ";
        };
    }
}
