package dev.cocoonsdk.crypto.keys;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.keys.KeyFileException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

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
        try {
            Path whole = written(file.toAbsolutePath(), bytes);
            try {
                publish(whole, file.toAbsolutePath());
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException(Reason.EXISTS, file.toString(), "exists already and is not replaced", e);
        } catch (IOException e) {
            throw new KeyFileException(Reason.UNREADABLE, file.toString(), "cannot be written", e);
        }
    }

    /** A file beside it that is on the disk as a whole. */
    private static Path written(Path file, byte[] bytes) throws IOException {
        requireAbsent(file);
        Path sibling = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(sibling, options, ownerOnly())) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                int unused = out.write(buffer);
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(sibling);
            throw e;
        }
        return sibling;
    }

    /** A link never replaces a file; a move, where there are no links, might. */
    private static void publish(Path whole, Path file) throws IOException {
        try {
            Path unused = Files.createLink(file, whole);
        } catch (UnsupportedOperationException | FileSystemException e) {
            requireAbsent(file);
            Path unused = Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void requireAbsent(Path file) throws FileAlreadyExistsException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
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
