package dev.cocoonsdk.crypto.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.SignatureConfig;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.keys.KeyFileException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The content of a key file: {@code {"argon2id": {"iterations", "memory_kib", "parallelism", "salt"}, "format", "keyset",
 * "public_key", "version"}}. All but the keyset is associated data of the keyset's encryption.
 */
final class SealedSeed {

    private static final String FORMAT = "cocoon-key";
    private static final int VERSION = 1;

    private final Stretching stretching;
    private final Hash256 publicKey;
    private final byte[] keyset;

    private SealedSeed(Stretching stretching, Hash256 publicKey, byte[] keyset) {
        this.stretching = stretching;
        this.publicKey = publicKey;
        this.keyset = keyset;
    }

    Hash256 publicKey() {
        return publicKey;
    }

    static SealedSeed seal(byte[] seed, char[] passphrase, SecureRandom random) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("passphrase: empty (expected: a passphrase)");
        }
        Stretching stretching = Stretching.fresh(random);
        Hash256 publicKey = publicKey(seed);
        try {
            byte[] keyset = TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    handle(seed, publicKey),
                    aead(stretching, passphrase),
                    associated(stretching, publicKey),
                    RegistryConfiguration.get());
            return new SealedSeed(stretching, publicKey, keyset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyset cannot be encrypted", e);
        }
    }

    byte[] open(String file, char[] passphrase) {
        byte[] seed;
        try {
            KeysetHandle handle = TinkProtoKeysetFormat.parseEncryptedKeyset(
                    keyset,
                    aead(stretching, passphrase),
                    associated(stretching, publicKey),
                    RegistryConfiguration.get());
            seed = seed(handle);
        } catch (GeneralSecurityException e) {
            throw new KeyFileException(
                    Reason.WRONG_PASSPHRASE, file, "wrong passphrase, or the file was changed", null);
        }
        if (!publicKey(seed).equals(publicKey)) {
            Arrays.fill(seed, (byte) 0);
            throw new KeyFileException(Reason.MALFORMED, file, "names another public key than its seed has", null);
        }
        return seed;
    }

    private static Hash256 publicKey(byte[] seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        return Hash256.of(point);
    }

    @AccessesPartialKey
    private static KeysetHandle handle(byte[] seed, Hash256 publicKey) throws GeneralSecurityException {
        SignatureConfig.register();
        Ed25519PrivateKey key = Ed25519PrivateKey.create(
                Ed25519PublicKey.create(Bytes.copyFrom(publicKey.toBytes())),
                SecretBytes.copyFrom(seed, InsecureSecretKeyAccess.get()));
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build();
    }

    @AccessesPartialKey
    private static byte[] seed(KeysetHandle handle) throws GeneralSecurityException {
        if (handle.size() == 1 && handle.getPrimary().getKey() instanceof Ed25519PrivateKey key) {
            return key.getPrivateKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
        }
        throw new GeneralSecurityException("another keyset");
    }

    @AccessesPartialKey
    private static Aead aead(Stretching stretching, char[] passphrase) throws GeneralSecurityException {
        AeadConfig.register();
        SignatureConfig.register();
        byte[] key = stretching.stretch(passphrase);
        try {
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(key.length)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            AesGcmKey aesKey = AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build();
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(aesKey).withRandomId().makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static JsonObject clear(Stretching stretching, Hash256 publicKey) {
        return JsonValue.object(
                "argon2id",
                stretching.toJson(),
                "format",
                FORMAT,
                "public_key",
                publicKey.toBase64(),
                "version",
                VERSION);
    }

    private static byte[] associated(Stretching stretching, Hash256 publicKey) {
        return clear(stretching, publicKey).toSortedJsonBytes();
    }

    byte[] encoded() {
        String text = Base64.getEncoder().encodeToString(keyset);
        String json = new String(
                clear(stretching, publicKey).with("keyset", JsonValue.of(text)).toSortedJsonBytes(),
                StandardCharsets.UTF_8);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static SealedSeed parse(String file, byte[] bytes) {
        if (bytes.length > KeyFile.MAX_LENGTH) {
            throw malformed(file, "longer than " + KeyFile.MAX_LENGTH + " bytes");
        }
        try {
            if (JsonValue.parse(bytes) instanceof JsonObject json) {
                return parse(file, json);
            }
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw malformed(file, String.valueOf(e.getMessage()));
        }
        throw malformed(file, "no JSON object");
    }

    private static SealedSeed parse(String file, JsonObject json) {
        Long version = json.integer("version");
        JsonObject argon2id = json.object("argon2id");
        String publicKey = json.string("public_key");
        String keyset = json.string("keyset");
        if (!FORMAT.equals(json.string("format")) || version == null || version != VERSION) {
            throw malformed(file, "another format (expected: " + FORMAT + ", version " + VERSION + ")");
        } else if (argon2id == null || publicKey == null || keyset == null) {
            throw malformed(file, "a member is missing (expected: argon2id, public_key, keyset)");
        }
        return new SealedSeed(
                Stretching.parse(argon2id),
                Hash256.ofBase64(publicKey),
                Base64.getDecoder().decode(keyset));
    }

    private static KeyFileException malformed(String file, String detail) {
        return new KeyFileException(Reason.MALFORMED, file, detail, null);
    }
}
