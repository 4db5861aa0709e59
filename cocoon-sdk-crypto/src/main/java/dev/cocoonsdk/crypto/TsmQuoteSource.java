package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Quotes of the TD that this process runs in, from the report interface of Linux 6.7 and newer (configfs-tsm, {@code
 * Documentation/ABI/testing/configfs-tsm}): a folder per request, report data into {@code inblob}, the quote out of {@code outblob}.
 * Needs the right to make folders below {@link #DEFAULT_FOLDER}.
 *
 * <p>The kernel counts writes in {@code generation}; a quote is taken only if the count shows that no one else wrote to the same folder.
 * Thread-safe: each request has a folder of its own.
 *
 * <p>Tested against files that behave as the kernel's documentation says, not inside a TD.
 */
public final class TsmQuoteSource implements QuoteSource {

    /** Where Linux has the interface once configfs is mounted. */
    public static final Path DEFAULT_FOLDER = Path.of("/sys/kernel/config/tsm/report");

    private static final String PROVIDER = "tdx_guest";
    private static final int MAX_TEXT = 64;

    private final Path folder;
    private final TsmFiles files;
    private final SecureRandom random = new SecureRandom();

    TsmQuoteSource(Path folder, TsmFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Quotes of this machine's own interface. */
    public static TsmQuoteSource ofThisMachine() {
        return in(DEFAULT_FOLDER);
    }

    /** Quotes of an interface that is mounted elsewhere. */
    public static TsmQuoteSource in(Path folder) {
        return new TsmQuoteSource(folder, TsmFiles.ofSystem());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the report data have not {@value ReportData#LENGTH} bytes
     */
    @Override
    public Bytes quote(Bytes reportData) {
        Lengths.check("report data", reportData, ReportData.LENGTH);
        Path request = folder.resolve("cocoon-" + HexFormat.of().toHexDigits(random.nextLong()));
        try {
            files.createFolder(request);
            try {
                return quote(request, reportData);
            } finally {
                files.removeFolder(request);
            }
        } catch (IOException e) {
            throw new QuoteUnavailableException(folder.toString(), "cannot use it; is this a TD?", e);
        }
    }

    private Bytes quote(Path request, Bytes reportData) throws IOException {
        String provider = text(request.resolve("provider"));
        if (!provider.equals(PROVIDER)) {
            throw unavailable("provider is " + provider + " (expected: " + PROVIDER + ")");
        }
        long before = generation(request);
        files.write(request.resolve("inblob"), reportData.toByteArray());
        byte[] quote = files.read(request.resolve("outblob"), PeerEvidence.MAX_QUOTE_LENGTH + 1);
        if (generation(request) != before + 1) {
            throw unavailable("another writer used the same folder");
        }
        if (quote.length == 0 || quote.length > PeerEvidence.MAX_QUOTE_LENGTH) {
            throw unavailable(quote.length + " bytes (expected: 1 to " + PeerEvidence.MAX_QUOTE_LENGTH + ")");
        }
        return Bytes.wrap(quote);
    }

    private long generation(Path request) throws IOException {
        String text = text(request.resolve("generation"));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new QuoteUnavailableException(folder.toString(), "generation is no number", e);
        }
    }

    private String text(Path file) throws IOException {
        return new String(files.read(file, MAX_TEXT), StandardCharsets.US_ASCII)
                .strip()
                .replaceAll("[^\\w-]", "?");
    }

    private QuoteUnavailableException unavailable(String reason) {
        return new QuoteUnavailableException(folder.toString(), reason, null);
    }

    @Override
    public String toString() {
        return "TsmQuoteSource[" + folder + "]";
    }
}
