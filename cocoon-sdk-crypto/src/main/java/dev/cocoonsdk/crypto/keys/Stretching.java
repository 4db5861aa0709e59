package dev.cocoonsdk.crypto.keys;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a passphrase becomes a key: Argon2id, version 1.3 (RFC 9106).
 *
 * @param memoryKib 8192 to 1,048,576
 * @param iterations 1 to 64
 * @param parallelism 1 to 16
 * @param salt base64 of 16 to 64 bytes
 */
record Stretching(int memoryKib, int iterations, int parallelism, String salt) {

    private static final int KEY_LENGTH = 32;
    private static final int SALT_LENGTH = 16;
    private static final int MAX_SALT = 64;

    /** The second recommendation of RFC 9106, section 4: 64 MiB, three passes, four lanes. */
    private static final int MEMORY_KIB = 65_536;

    private static final int ITERATIONS = 3;
    private static final int PARALLELISM = 4;

    /** A file of somebody else must not cost more than this. */
    Stretching {
        require("memory_kib", memoryKib, 8192, 1_048_576);
        require("iterations", iterations, 1, 64);
        require("parallelism", parallelism, 1, 16);
        require("salt length", Base64.getDecoder().decode(salt).length, SALT_LENGTH, MAX_SALT);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    static Stretching fresh(SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return new Stretching(
                MEMORY_KIB, ITERATIONS, PARALLELISM, Base64.getEncoder().encodeToString(salt));
    }

    static Stretching parse(JsonObject json) {
        String salt = json.string("salt");
        if (salt == null) {
            throw new IllegalArgumentException("salt: none (expected: base64)");
        }
        return new Stretching(
                integer(json, "memory_kib"), integer(json, "iterations"), integer(json, "parallelism"), salt);
    }

    private static int integer(JsonObject json, String name) {
        Long value = json.integer(name);
        if (value == null || value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + ": (expected: an integer)");
        }
        return value.intValue();
    }

    JsonObject toJson() {
        return JsonValue.object(
                "iterations", iterations, "memory_kib", memoryKib, "parallelism", parallelism, "salt", salt);
    }

    /** 32 bytes, the caller's to overwrite. The passphrase is taken as UTF-8. */
    byte[] stretch(char[] passphrase) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(Base64.getDecoder().decode(salt))
                .build());
        byte[] key = new byte[KEY_LENGTH];
        int unused = generator.generateBytes(passphrase, key);
        return key;
    }
}
