package dev.cocoonsdk.devnet.internal.emulator;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * The little of an operating system that the emulator asks for. Time stands still and random numbers are always the same, so that equal
 * inputs give equal outputs; what a contract sees of both comes with each call.
 */
final class HostSystem {

    private static final int NO_SUCH_FILE = -44;
    private static final int NOT_A_TERMINAL = -59;
    private static final int RANDOM_FILE = 3;
    private static final int CHARACTER_DEVICE = 0x2000 | 0666;
    private static final int STAT_BYTES = 96;
    private static final int PAGE = 1 << 16;
    private static final long MAX_MEMORY = 1L << 31;
    private static final int GROWTH = 1 << 24;
    private static final long FIXED_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int RANDOM_VALUE = 1842500;
    private static final long[] NOTHING = {};

    private final Memory memory;
    private final Random random = new Random(1);

    HostSystem(Instance instance) {
        memory = instance.memory();
    }

    private static long[] result(long value) {
        return new long[] {value};
    }

    long[] open(long[] arguments) {
        String path = memory.readCString((int) arguments[1], StandardCharsets.UTF_8);
        return result(path.equals("/dev/urandom") || path.equals("/dev/random") ? RANDOM_FILE : NO_SUCH_FILE);
    }

    long[] fileStatus(long[] arguments) {
        int at = (int) arguments[1];
        memory.write(at, new byte[STAT_BYTES]);
        memory.writeI32(at + 4, CHARACTER_DEVICE);
        memory.writeI32(at + 8, 1);
        return result(0);
    }

    long[] read(long[] arguments) {
        int total = 0;
        for (int i = 0; i < arguments[2]; i++) {
            int entry = (int) arguments[1] + 8 * i;
            int length = memory.readInt(entry + 4);
            memory.write(memory.readInt(entry), randomBytes(length));
            total += length;
        }
        memory.writeI32((int) arguments[3], total);
        return result(0);
    }

    /** What the emulator prints is of no use to anybody: its results say it too. */
    long[] write(long[] arguments) {
        int total = 0;
        for (int i = 0; i < arguments[2]; i++) {
            total += memory.readInt((int) arguments[1] + 8 * i + 4);
        }
        memory.writeI32((int) arguments[3], total);
        return result(0);
    }

    long[] randomGet(long[] arguments) {
        memory.write((int) arguments[0], randomBytes((int) arguments[1]));
        return result(0);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** JavaScript in the C++ source: one piece gives a random number, the other prepares that. */
    long[] script(long[] arguments) {
        return result(arguments[0] == RANDOM_VALUE ? Integer.toUnsignedLong(random.nextInt()) : 0);
    }

    long[] clockTime(long[] arguments) {
        memory.writeLong((int) arguments[2], FIXED_MILLIS * 1_000_000);
        return result(0);
    }

    long[] dateNow() {
        return result(Double.doubleToRawLongBits((double) FIXED_MILLIS));
    }

    /** {@code gmtime} and {@code localtime}: the time zone is UTC. */
    long[] brokenDownTime(long[] arguments) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(arguments[0], 0, ZoneOffset.UTC);
        int[] fields = {
            time.getSecond(),
            time.getMinute(),
            time.getHour(),
            time.getDayOfMonth(),
            time.getMonthValue() - 1,
            time.getYear() - 1900,
            time.getDayOfWeek().getValue() % 7,
            time.getDayOfYear() - 1,
            0,
            0
        };
        for (int i = 0; i < fields.length; i++) {
            memory.writeI32((int) arguments[1] + 4 * i, fields[i]);
        }
        return NOTHING;
    }

    long[] timeZone(long[] arguments) {
        memory.writeI32((int) arguments[0], 0);
        memory.writeI32((int) arguments[1], 0);
        memory.writeCString((int) arguments[2], "UTC");
        memory.writeCString((int) arguments[3], "UTC");
        return NOTHING;
    }

    long[] environmentSizes(long[] arguments) {
        memory.writeI32((int) arguments[0], 0);
        memory.writeI32((int) arguments[1], 0);
        return result(0);
    }

    long[] maxMemory() {
        return result(MAX_MEMORY);
    }

    long[] growMemory(long[] arguments) {
        long wanted = Integer.toUnsignedLong((int) arguments[0]) + GROWTH;
        long missing = wanted - (long) memory.pages() * PAGE;
        return result(wanted < MAX_MEMORY && memory.grow((int) ((missing + PAGE - 1) / PAGE)) >= 0 ? 1 : 0);
    }

    static long[] noSuchFile() {
        return result(NO_SUCH_FILE);
    }

    static long[] notATerminal() {
        return result(NOT_A_TERMINAL);
    }
}
