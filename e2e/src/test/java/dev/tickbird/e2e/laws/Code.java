package dev.tickbird.e2e.laws;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** Every class of the product, without tests. */
final class Code {
    static final String ROOT = "dev.tickbird.";
    static final List<String> AGENTS = List.of("collector", "analyzer", "executor", "alerter", "console");
    static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tickbird")
            .that(new DescribedPredicate<>("product classes") {
                @Override
                public boolean test(JavaClass type) {
                    return !module(type).equals("testkit");
                }
            });

    private Code() {}

    /** The Maven module that a class belongs to: the first word of its package after {@code dev.tickbird}; empty for others. */
    static String module(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith(ROOT) ? name.substring(ROOT.length(), name.indexOf('.', ROOT.length())) : "";
    }

    static boolean within(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}
