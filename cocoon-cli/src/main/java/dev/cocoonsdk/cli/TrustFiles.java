package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralBundle;
import dev.cocoonsdk.tee.SimulatedPlatform;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What another process needs in order to seal to the providers of a local marketplace. */
final class TrustFiles {

    static final String POLICY = "policy.json";
    static final String COLLATERAL = "collateral.json";

    private TrustFiles() {}

    /**
     * Writes the policy and the collateral of the marketplace's simulated platform.
     *
     * @throws IOException if they cannot be written
     */
    static void write(Path folder, LocalMarketplace marketplace) throws IOException {
        SimulatedPlatform platform = marketplace.platform();
        Files.createDirectories(folder);
        JsonValue policy = JsonValue.object(
                "policy",
                TdxPolicy.SIMULATED_NAME,
                "root_key",
                HexFormat.of().formatHex(platform.rootKey().point().toByteArray()),
                "image_hashes",
                JsonValue.array(List.of(JsonValue.of(marketplace.imageHash().toHex()))));
        Files.writeString(folder.resolve(POLICY), policy.toJson());
        CollateralBundle.of(Map.of(platform.id(), platform.currentCollateral())).write(folder.resolve(COLLATERAL));
    }
}
