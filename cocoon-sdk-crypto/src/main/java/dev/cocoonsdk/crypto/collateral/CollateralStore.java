package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder with one bundle per platform. What cannot be read counts as absent: the folder is a convenience, not a truth. */
final class CollateralStore {

    private static final Logger LOG = LoggerFactory.getLogger(CollateralStore.class);
    private static final String FETCHED_AT = "fetched_at";

    private final Path folder;

    CollateralStore(Path folder) {
        this.folder = folder;
    }

    /** What a file holds. */
    record Stored(Collateral collateral, Instant fetchedAt) {}

    @Nullable
    Stored read(PlatformId platform) {
        Path file = file(platform);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            Bytes content = Bytes.wrap(in.readNBytes(CollateralBundle.MAX_LENGTH + 1));
            Collateral collateral = CollateralBundle.parse(content).find(platform);
            JsonObject json = CollateralReader.json(content.toByteArray());
            String fetchedAt = json == null ? null : json.string(FETCHED_AT);
            return fetchedAt == null ? null : stored(collateral, Instant.parse(fetchedAt));
        } catch (IOException | CollateralException | DateTimeParseException e) {
            LOG.info("collateral cache: passing over {}: {}", file, e.getMessage());
            return null;
        }
    }

    /** Times that no clock showed could not be reckoned with. */
    private static @Nullable Stored stored(Collateral collateral, Instant fetchedAt) {
        return fetchedAt.isBefore(Instant.EPOCH) ? null : new Stored(collateral, fetchedAt);
    }

    void write(PlatformId platform, Collateral collateral, Instant fetchedAt) {
        try {
            JsonObject bundle =
                    CollateralBundle.of(Map.of(platform, collateral)).toJson();
            AtomicFile.write(file(platform), bundle.with(FETCHED_AT, JsonValue.of(fetchedAt.toString())));
        } catch (IOException e) {
            LOG.warn("collateral cache: cannot write {}: {}", file(platform), e.getMessage());
        }
    }

    void remove(PlatformId platform) {
        try {
            Files.deleteIfExists(file(platform));
        } catch (IOException e) {
            LOG.warn("collateral cache: cannot remove {}: {}", file(platform), e.getMessage());
        }
    }

    private Path file(PlatformId platform) {
        String fmspc = HexFormat.of().formatHex(platform.fmspc().toByteArray());
        return folder.resolve(fmspc + "-" + platform.ca().parameter() + ".json");
    }
}
