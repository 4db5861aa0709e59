package dev.cocoonsdk.provider.internal.minilm;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Native libraries are unpacked into a temporary directory, loaded, and deleted at once. Where a loaded library cannot be
 * deleted (Windows), the directory is deleted when the process ends, as far as the system lets it.
 */
final class NativeFiles {

    private static final String ONNX_PATH = "onnxruntime.native.path";
    private static final List<String> ONNX_LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    private NativeFiles() {}

    /** Something that loads libraries. */
    @FunctionalInterface
    interface Loading<T, E extends Exception> {
        T load() throws E, IOException;
    }

    /** Loads with a temporary directory as the value of a system property, unless the property is set already. */
    static <T, E extends Exception> T withDirectory(String property, Loading<T, E> loading) throws E, IOException {
        if (System.getProperty(property) != null || System.getenv(property) != null) {
            return loading.load();
        }
        Path directory = Files.createTempDirectory(
                "cocoon-native-" + ProcessHandle.current().pid() + "-");
        System.setProperty(property, directory.toString());
        try {
            return loading.load();
        } finally {
            System.clearProperty(property);
            deleteTree(directory);
        }
    }

    /** Loads ONNX Runtime from libraries that this class unpacks: its own way leaves a directory behind. */
    static <T, E extends Exception> T withOnnxLibraries(Loading<T, E> loading) throws E, IOException {
        return NativeFiles.<T, E>withDirectory(ONNX_PATH, () -> {
            String directory = System.getProperty(ONNX_PATH);
            for (String library : ONNX_LIBRARIES) {
                String file = System.mapLibraryName(library);
                try (InputStream packed =
                        OrtEnvironment.class.getResourceAsStream("native/" + platform() + "/" + file)) {
                    if (packed != null) {
                        Files.copy(packed, Path.of(directory, file));
                    }
                }
            }
            return loading.load();
        });
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("win") ? "win" : os.contains("mac") ? "osx" : "linux";
        return system + (arch.equals("amd64") || arch.equals("x86_64") ? "-x64" : "-aarch64");
    }

    private static void deleteTree(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> parentsFirst = walk.sorted().toList();
            parentsFirst.forEach(path -> path.toFile().deleteOnExit());
            parentsFirst.stream()
                    .sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            directory.toFile().deleteOnExit();
        }
    }
}
