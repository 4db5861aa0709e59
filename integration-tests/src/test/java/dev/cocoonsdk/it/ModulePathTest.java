package dev.cocoonsdk.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Resolves and starts the SDK and the reference nodes as named modules, as an application on the module path would. */
class ModulePathTest {

    private static final List<String> OURS = List.of(
            "dev.cocoonsdk.core",
            "dev.cocoonsdk.crypto",
            "dev.cocoonsdk.ton",
            "dev.cocoonsdk.network",
            "dev.cocoonsdk",
            "dev.cocoonsdk.tee",
            "dev.cocoonsdk.broker",
            "dev.cocoonsdk.provider",
            "dev.cocoonsdk.testkit");

    @Test
    void theWholeMarketplaceResolvesOnTheModulePath() {
        Set<String> resolved =
                configuration(OURS).modules().stream().map(ResolvedModule::name).collect(Collectors.toSet());

        assertThat(resolved).containsAll(OURS);
    }

    @Test
    void aClientIsBuiltInsideANamedModule() throws Exception {
        ModuleLayer layer = ModuleLayer.boot()
                .defineModulesWithOneLoader(
                        configuration(List.of("dev.cocoonsdk")), ClassLoader.getPlatformClassLoader());
        Class<?> clients = layer.findLoader("dev.cocoonsdk").loadClass("dev.cocoonsdk.core.CocoonClient");

        Object builder = clients.getMethod("builder").invoke(null);

        assertThat(clients.getModule().isNamed()).isTrue();
        assertThat(clients.getModule().getName()).isEqualTo("dev.cocoonsdk.core");
        assertThat(builder).isNotNull();
    }

    @Test
    void internalPackagesAreNotExported() {
        for (ResolvedModule module : configuration(OURS).modules()) {
            if (OURS.contains(module.name())) {
                assertThat(module.reference().descriptor().exports())
                        .as("exports of " + module.name())
                        .filteredOn(export -> !export.isQualified())
                        .extracting(ModuleDescriptor.Exports::source)
                        .noneMatch(name -> name.contains(".internal"));
            }
        }
    }

    private static Configuration configuration(List<String> roots) {
        Path[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> java.nio.file.Files.exists(entry))
                .filter(entry -> !entry.toString().contains("test-classes"))
                .filter(ModulePathTest::isModule)
                .toArray(Path[]::new);
        return ModuleLayer.boot().configuration().resolve(ModuleFinder.of(classPath), ModuleFinder.of(), roots);
    }

    /** Test libraries and shaded jars may not be valid modules; they are not part of what is tested. */
    private static boolean isModule(Path entry) {
        String name = entry.getFileName().toString();
        return !name.startsWith("wiremock") && !name.startsWith("archunit") && !name.startsWith("surefire");
    }
}
