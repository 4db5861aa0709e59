package dev.cocoonsdk.provider.internal.admin;

import java.lang.management.ManagementFactory;

/** The page {@code /perf}: what the process uses. */
final class Perf {

    private static final long MEBIBYTE = 1L << 20;

    private Perf() {}

    static String text() {
        Runtime runtime = Runtime.getRuntime();
        return "uptime_seconds " + ManagementFactory.getRuntimeMXBean().getUptime() / 1000
                + "\nheap_used_mib " + (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE
                + "\nheap_max_mib " + runtime.maxMemory() / MEBIBYTE
                + "\nthreads " + ManagementFactory.getThreadMXBean().getThreadCount()
                + "\nprocessors " + runtime.availableProcessors() + "\n";
    }
}
