package dev.cocoonsdk.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a marketplace might leave behind.
 *
 * @param threads live threads
 * @param files files in the temporary directory and in the working directory
 */
record Footprint(Set<Thread> threads, Set<Path> files) {

    static Footprint now() {
        Set<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
        Set<Path> files = new TreeSet<>(list(Path.of(System.getProperty("java.io.tmpdir"))));
        files.addAll(list(Path.of("")));
        return new Footprint(threads, files);
    }

    private static Set<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Names of the threads that are alive now and were not then; the common pool is the JVM's own. */
    Set<String> newThreads() {
        return now().threads.stream()
                .filter(thread -> !threads.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Files that are there now and were not then. */
    Set<Path> newFiles() {
        Set<Path> more = new TreeSet<>(now().files);
        more.removeAll(files);
        return more;
    }

    /** How many sockets this process has open; 0 where the system does not tell (all but Linux). */
    static long sockets() {
        Path descriptors = Path.of("/proc/self/fd");
        return Files.isDirectory(descriptors)
                ? list(descriptors).stream().filter(Footprint::isSocket).count()
                : 0;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }
}
