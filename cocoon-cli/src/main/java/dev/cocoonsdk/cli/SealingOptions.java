package dev.cocoonsdk.cli;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.TdxPolicyFile;
import dev.cocoonsdk.crypto.collateral.CollateralFolder;
import dev.cocoonsdk.crypto.collateral.CollateralService;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which providers of a server are trusted, so that calls can be sealed to them. */
final class SealingOptions {

    /**
     * Whom to trust.
     *
     * @param policy what a provider's enclave must show
     * @param collateral what it is judged with
     */
    record Trust(AttestationPolicy policy, CollateralSource collateral) {}

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Seal to providers that pass this policy (docs/attestation.md); needs --collateral or --pccs.")
    private @Nullable Path policy;

    @Option(
            names = "--collateral",
            paramLabel = "DIR",
            description = "Seal to providers that are judged with the collateral of this folder.")
    private @Nullable Path folder;

    @Option(
            names = "--pccs",
            paramLabel = "URL",
            description = "Seal to providers that are judged with collateral of a PCCS, or of Intel:"
                    + " https://api.trustedservices.intel.com")
    private @Nullable URI service;

    @Option(
            names = "--insecure",
            description = "Do not seal: the broker and the provider may read; says nothing of it.")
    private boolean insecure;

    /** Whether the user has said that nothing needs to be sealed. */
    boolean insecure() {
        return insecure;
    }

    /**
     * Whom to trust.
     *
     * @return null if no option asks for sealing
     * @throws CliException if options exclude or lack one another
     */
    @Nullable
    Trust trust() {
        if (policy == null && folder == null && service == null) {
            return null;
        }
        if (insecure) {
            throw CliException.usage("--insecure with --policy, --collateral or --pccs (expected: one or the other)");
        }
        if (folder != null && service != null) {
            throw CliException.usage("--collateral and --pccs (expected: one of them)");
        }
        if (folder == null && service == null) {
            throw CliException.usage("--policy without collateral (give --collateral DIR or --pccs URL too)");
        }
        CollateralSource collateral = collateral();
        return new Trust(policy(collateral), collateral);
    }

    private AttestationPolicy policy(CollateralSource collateral) {
        if (policy == null) {
            return TdxPolicy.builder(collateral).build();
        }
        try {
            return TdxPolicyFile.parse(Files.readAllBytes(policy)).policy(collateral);
        } catch (IOException e) {
            throw CliException.usage("--policy " + policy + ": cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--policy " + policy + ": " + e.getMessage(), e);
        }
    }

    private CollateralSource collateral() {
        if (service != null) {
            return CollateralService.builder().baseUrl(service).build();
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw CliException.usage("--collateral " + folder + ": no folder");
        }
        return CollateralFolder.of(folder);
    }
}
