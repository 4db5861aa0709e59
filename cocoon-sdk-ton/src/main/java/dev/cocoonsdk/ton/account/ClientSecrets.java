package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The secrets by which a client is authorised at proxies, and whose SHA-256 stands in its contracts ({@code docs/protocol/wire.md} 7.1). The
 * secret of one proxy says nothing of another's, so that no proxy can play the client elsewhere. Immutable; never prints.
 */
public final class ClientSecrets {

    /** Fewest bytes of a master secret. */
    public static final int MASTER_LENGTH = 16;

    private static final int FEWEST_CHARACTERS = 22;
    private static final byte[] SALT = "cocoon client secret 1".getBytes(StandardCharsets.US_ASCII);
    private static final int DERIVED_LENGTH = 32;

    private final byte[] key;
    private final boolean derived;

    private ClientSecrets(byte[] key, boolean derived) {
        this.key = key;
        this.derived = derived;
    }

    /**
     * Derives one secret for each proxy contract by HKDF-SHA256 from a master secret.
     *
     * @param master at least {@value #MASTER_LENGTH} random bytes; copied
     * @throws IllegalArgumentException if it is shorter
     */
    public static ClientSecrets ofMaster(byte[] master) {
        if (master.length < MASTER_LENGTH) {
            throw new IllegalArgumentException(
                    "master secret: " + master.length + " bytes (expected: >= " + MASTER_LENGTH + " random ones)");
        }
        return new ClientSecrets(master.clone(), true);
    }

    /**
     * As {@link #ofMaster(byte[])} for the UTF-8 bytes of a random text.
     *
     * @param master at least 22 characters, which carry 128 bits if they are random base64
     * @throws IllegalArgumentException if it is shorter
     */
    public static ClientSecrets ofMaster(Secret master) {
        if (master.reveal().length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("master secret: "
                    + master.reveal().length() + " characters (expected: >= " + FEWEST_CHARACTERS + " random ones)");
        }
        return new ClientSecrets(master.reveal().getBytes(StandardCharsets.UTF_8), true);
    }

    /** A new master secret of 32 bytes as base64url text, to be kept: it is needed as long as there is a contract. */
    public static Secret generateMaster(SecureRandom random) {
        byte[] bytes = new byte[DERIVED_LENGTH];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * The same secret at every proxy, as the C++ client has it ({@code secret_string}): each proxy can play the client at the others.
     *
     * @param secret at least 22 characters, which carry 128 bits if they are random base64
     * @throws IllegalArgumentException if it is shorter; an empty one would let anybody in
     */
    public static ClientSecrets same(Secret secret) {
        if (secret.reveal().length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("secret: " + secret.reveal().length() + " characters (expected: >= "
                    + FEWEST_CHARACTERS + " random ones)");
        }
        return new ClientSecrets(secret.reveal().getBytes(StandardCharsets.UTF_8), false);
    }

    /**
     * The secret for a proxy.
     *
     * @return 256 bits as base64url without padding, or the one secret for all
     */
    public Secret forProxy(TonAddress proxyContract) {
        if (!derived) {
            return Secret.of(new String(key, StandardCharsets.UTF_8));
        }
        byte[] info = proxyContract.toString().getBytes(StandardCharsets.US_ASCII);
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(key, SALT, info));
        byte[] secret = new byte[DERIVED_LENGTH];
        generator.generateBytes(secret, 0, secret.length);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** SHA-256 of {@link #forProxy}, which shall stand in the client contract. */
    public Hash256 hashFor(TonAddress proxyContract) {
        return Hash256.sha256(forProxy(proxyContract).reveal().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ClientSecrets[" + (derived ? "derived" : "the same") + " for each proxy]";
    }
}
