package dev.damson.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the modules, the purity of the core, and null-safety, read from the compiled classes. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.damson");

    /** What protoc writes; it never answers null. */
    private static final String GENERATED_PACKAGE = "dev.damson.wire.proto";

    /** Whatever brings time, chance, the machine or other threads into a computation. */
    private static final List<String> IMPURE_PACKAGES =
            List.of("java.net", "java.nio.file", "java.nio.channels", "java.util.concurrent", "java.lang.foreign");

    private static final List<String> IMPURE_CLASSES = List.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.security.SecureRandom",
            "java.time.Clock");

    private static final List<String> IMPURE_MEMBERS = List.of(
            "java.lang.Math.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.err",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.System.identityHashCode",
            "java.lang.System.in",
            "java.lang.System.nanoTime",
            "java.lang.System.out",
            "java.util.Collection.parallelStream",
            "java.util.UUID.randomUUID");

    static Stream<ModuleTable.Module> modules() {
        return ModuleTable.HOUSE.modules().stream();
    }

    static Stream<JavaClass> core() {
        return classesOf(ModuleTable.HOUSE, "core");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void aModuleImportsOnlyWhatTheTableAllows(ModuleTable.Module module) {
        assertThat(forbiddenArrows(ModuleTable.HOUSE, module.name())).isEmpty();
    }

    @Test
    void anArrowThatTheTableDoesNotStateIsReported() {
        var poorer = ModuleTable.HOUSE.without("core", "wire");
        assertThat(forbiddenArrows(poorer, "core"))
                .isNotEmpty()
                .allSatisfy(arrow -> assertThat(arrow).contains("dev.damson.wire"));
    }

    @Test
    void everyPackageBelongsToAModule() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> ModuleTable.HOUSE.ownerOf(name).isEmpty()))
                .isEmpty();
    }

    @Test
    void theCoreIsPure() {
        var types = core().flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(ArchitectureTest::isImpureType)
                .map(Dependency::getDescription);
        var members = core().flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(ArchitectureTest::isImpureMember)
                .map(JavaAccess::getDescription);
        assertThat(Stream.concat(types, members).distinct()).isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> !type.getPackageName().equals(GENERATED_PACKAGE))
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                        .map(found -> found.getName() + " has no @NullMarked package-info.java"))
                .isEmpty();
    }

    private static List<String> forbiddenArrows(ModuleTable table, String name) {
        var module = table.modules().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
        return classesOf(table, name)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(arrow -> !arrow.getTargetClass().getBaseComponentType().isPrimitive())
                .filter(arrow -> !table.allows(
                        module, arrow.getTargetClass().getBaseComponentType().getPackageName()))
                .map(Dependency::getDescription)
                .distinct()
                .toList();
    }

    private static Stream<JavaClass> classesOf(ModuleTable table, String name) {
        return CLASSES.stream()
                .filter(type -> table.ownerOf(type.getPackageName())
                        .map(ModuleTable.Module::name)
                        .filter(name::equals)
                        .isPresent());
    }

    private static boolean isImpureType(Dependency dependency) {
        var target = dependency.getTargetClass().getBaseComponentType();
        return IMPURE_CLASSES.contains(target.getName())
                || IMPURE_PACKAGES.stream()
                        .anyMatch(root -> target.getPackageName().equals(root)
                                || target.getPackageName().startsWith(root + "."));
    }

    private static boolean isImpureMember(JavaAccess<?> access) {
        var owner = access.getTargetOwner().getName();
        var member = access.getTarget().getName();
        return IMPURE_MEMBERS.contains(owner + "." + member)
                || (owner.startsWith("java.time.") && member.equals("now"))
                || (owner.equals("java.util.Random")
                        && access.getTarget().getFullName().endsWith("<init>()"));
    }
}
