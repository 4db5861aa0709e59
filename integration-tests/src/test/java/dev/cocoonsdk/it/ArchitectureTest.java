package dev.cocoonsdk.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of {@code docs/architecture.md}: who may use whom, and nothing else. */
class ArchitectureTest {

    private static final String ROOT = "dev.cocoonsdk";

    /** Module (by its package) to the modules of ours that it may use. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("core", List.of()),
            Map.entry("crypto", List.of("core")),
            Map.entry("ton", List.of("core")),
            Map.entry("ton4j", List.of("core", "ton")),
            Map.entry("network", List.of("core", "crypto", "ton")),
            Map.entry("broker", List.of("core", "crypto", "ton", "network")),
            Map.entry("provider", List.of("core", "crypto", "ton", "network")),
            Map.entry("tee", List.of("core", "crypto")),
            Map.entry("devnet", List.of("core", "ton")),
            Map.entry("testkit", List.of("core", "crypto", "ton", "network", "tee", "devnet", "broker", "provider")),
            Map.entry(
                    "cli",
                    List.of("core", "crypto", "ton", "network", "tee", "devnet", "broker", "provider", "testkit")));

    private static JavaClasses production;

    @BeforeAll
    static void readClasses() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // Generated from WebAssembly, some megabytes that use nothing of ours: reading them takes minutes.
                .withImportOption(location -> !location.contains("EmulatorCodeMachine"))
                .importPackages(ROOT);
    }

    @TestFactory
    Stream<DynamicTest> everyModuleUsesOnlyTheModulesItMayUse() {
        return ARROWS.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(arrow -> {
            List<String> allowed = new ArrayList<>(List.of(ROOT + "." + arrow.getKey() + ".."));
            arrow.getValue().forEach(used -> allowed.add(ROOT + "." + used + ".."));
            if (List.of("testkit", "cli").contains(arrow.getKey())) {
                allowed.add(ROOT);
            }
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + arrow.getKey() + "..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))));
            return DynamicTest.dynamicTest(
                    arrow.getKey() + " uses only " + arrow.getValue(), () -> rule.check(production));
        });
    }

    @Test
    void theUmbrellaUsesOnlyTheSdkModules() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".tee..", ROOT + ".broker..", ROOT + ".provider..", ROOT + ".testkit..", ROOT + ".cli..")
                .check(production);
    }

    @Test
    void theSdkModulesUseNoServerLibraryAndNoGplCode() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT, ROOT + ".core..", ROOT + ".crypto..", ROOT + ".ton..", ROOT + ".network..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..",
                        "org.springframework..",
                        "com.fasterxml..",
                        "com.google.common..",
                        "org.ton.ton4j..",
                        "ai.onnxruntime..",
                        "ai.djl..")
                .check(production);
    }

    @Test
    void onlyTheGplModuleUsesTon4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".ton4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.ton.ton4j..", ROOT + ".ton4j..")
                .check(production);
    }

    @Test
    void onlyTheCoreTheCollateralServiceTonCenterAndTheUpstreamEngineSpeakHttpAsAClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".core..",
                        ROOT + ".crypto.collateral..",
                        ROOT + ".ton.api.toncenter.internal..",
                        ROOT + ".provider..",
                        ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..")
                .check(production);
    }

    @Test
    void nothingPublicOfAnotherModuleComesFromAnInternalPackage() {
        classes()
                .that()
                .resideInAPackage("..internal..")
                .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("be used within their own module only") {
                    @Override
                    public void check(JavaClass internal, com.tngtech.archunit.lang.ConditionEvents events) {
                        internal.getDirectDependenciesToSelf().stream()
                                .filter(use -> !module(use.getOriginClass()).equals(module(internal)))
                                .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                    }
                })
                .check(production);
    }

    @Test
    void consoleOutputIsTheCommandLinesBusiness() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(production);
    }

    private static String module(JavaClass type) {
        String[] names = type.getPackageName().split("\\.");
        return names.length > 2 ? names[2] : "";
    }
}
