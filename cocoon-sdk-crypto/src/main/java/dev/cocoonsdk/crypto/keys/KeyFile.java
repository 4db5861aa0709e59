package dev.cocoonsdk.crypto.keys;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.keys.KeyFileException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/**
 * An Ed25519 seed (of a wallet or an identity) at rest: an encrypted Tink keyset under a key that Argon2id (RFC 9106) makes of a
 * passphrase. JSON, about 450 bytes, readable by its owner only where the file system knows permissions ({@code docs/keys.md}).
 *
 * <p>Decryption keys of envelopes are never written; this is not for them. Not thread-safe against other writers of the same file.
 */
public final class KeyFile {

    /** Bytes of a seed. */
    public static final int SEED_LENGTH = 32;

    /** Longest file that is read, in bytes. */
    public static final int MAX_LENGTH = 16_384;

    private KeyFile() {}

    /**
     * Writes a new key.
     *
     * @param file must not exist
     * @param passphrase not empty; stays the caller's to overwrite
     * @return the public key
     * @throws KeyFileException if the file exists or cannot be written
     * @throws IllegalArgumentException if the passphrase is empty
     */
    public static Hash256 create(Path file, char[] passphrase, SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        random.nextBytes(seed);
        try {
            return store(file, seed, passphrase, random);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * Writes a given key.
     *
     * @param file must not exist
     * @param seed 32 bytes; stays the caller's to overwrite
     * @param passphrase not empty; stays the caller's to overwrite
     * @return the public key
     * @throws KeyFileException if the file exists or cannot be written
     * @throws IllegalArgumentException if the passphrase is empty or the seed has another length
     */
    public static Hash256 store(Path file, byte[] seed, char[] passphrase, SecureRandom random) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("seed: " + seed.length + " bytes (expected: " + SEED_LENGTH + ")");
        }
        SealedSeed sealed = SealedSeed.seal(seed, passphrase, random);
        write(file, sealed.encoded());
        return sealed.publicKey();
    }

    /**
     * Reads a key.
     *
     * @param passphrase stays the caller's to overwrite
     * @return the seed, 32 bytes, the caller's to overwrite
     * @throws KeyFileException if the file cannot be read, is no key file, or the passphrase is wrong
     */
    public static byte[] open(Path file, char[] passphrase) {
        return read(file).open(file.toString(), passphrase);
    }

    /**
     * The public key that a file names, without a passphrase; {@link #open} fails if it is not that of the seed.
     *
     * @throws KeyFileException if the file cannot be read or is no key file
     */
    public static Hash256 publicKey(Path file) {
        return read(file).publicKey();
    }

    private static SealedSeed read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return SealedSeed.parse(file.toString(), in.readNBytes(MAX_LENGTH + 1));
        } catch (IOException e) {
            throw new KeyFileException(Reason.UNREADABLE, file.toString(), "cannot be read", e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (WritableByteChannel out = Files.newByteChannel(file, options, ownerOnly())) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                int unused = out.write(buffer);
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException(Reason.EXISTS, file.toString(), "exists already and is not replaced", e);
        } catch (IOException e) {
            throw new KeyFileException(Reason.UNREADABLE, file.toString(), "cannot be written", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
