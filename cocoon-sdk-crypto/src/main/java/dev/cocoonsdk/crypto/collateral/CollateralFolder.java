package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collateral in the files of one folder, whatever their names: each file is recognised by its content. Files in which Intel's service
 * delivers (JSON with signature, CRLs in DER, issuer chains in PEM; {@code docs/protocol/attestation.md} 9.3), CRLs in PEM, hexadecimal
 * or Base64, and {@linkplain CollateralBundle bundles} are understood; other files are passed over. A folder may serve several
 * platforms; of several files of one kind for one platform the youngest is used.
 *
 * <p>The folder is read at each request, so that files may be exchanged while it is in use. Immutable and thread-safe.
 */
public final class CollateralFolder implements CollateralSource {

    /** Longest file that is looked at, in bytes. */
    static final int MAX_FILE = 4 << 20;

    /** Most files that are looked at, the first by name. */
    static final int MAX_FILES = 4096;

    private final Path folder;

    private CollateralFolder(Path folder) {
        this.folder = folder;
    }

    /** The files directly in a folder. */
    public static CollateralFolder of(Path folder) {
        return new CollateralFolder(folder);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CollateralException {@link Reason#MISSING} if there is no such folder or a kind of file is missing;
     *     {@link Reason#OTHER_PLATFORM} if there is one, but for other platforms only
     */
    @Override
    public Collateral find(PlatformId platform) throws CollateralException {
        CollateralPieces pieces = new CollateralPieces();
        for (Path file : files()) {
            pieces.addFile(file.getFileName().toString(), content(file));
        }
        return pieces.of(platform);
    }

    private List<Path> files() throws CollateralException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CollateralException(Reason.MISSING, "collateral", "no readable folder " + folder, e);
        }
    }

    private static Bytes content(Path file) throws CollateralException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAX_FILE + 1);
            return start.length > MAX_FILE ? Bytes.EMPTY : Bytes.wrap(start);
        } catch (IOException e) {
            throw new CollateralException(Reason.MISSING, "collateral", "cannot read " + file, e);
        }
    }

    @Override
    public String toString() {
        return "CollateralFolder[" + folder + "]";
    }
}
