package dev.cocoonsdk.cli;

import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.TdxPolicyFile;
import dev.cocoonsdk.crypto.collateral.CollateralBundle;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralFolder;
import dev.cocoonsdk.crypto.collateral.CollateralService;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.sealed.client.SealedTransport;
import dev.cocoonsdk.tee.RootKeyFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
    record Trust(AttestationPolicy policy, CollateralSource collateral) {

        /** How calls are sealed; only with a simulator's root key alone, which proves nothing anyway, may it be to any image. */
        SealedTransport.Builder options(SealedTransport.Builder sealing) {
            SealedTransport.Builder judged = sealing.collateral(collateral);
            return policy.assurance() == AssuranceLevel.NONE ? judged.dangerouslyTrustAnyImage() : judged;
        }
    }

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Seal to providers that pass this policy (docs/attestation.md); needs --collateral or --pccs.")
    private @Nullable Path policy;

    @Option(
            names = "--collateral",
            paramLabel = "PATH",
            description = "Seal to providers that are judged with the collateral of this folder or bundle.")
    private @Nullable Path collateral;

    @Option(
            names = "--pccs",
            paramLabel = "URL",
            description = "Seal to providers that are judged with collateral of a PCCS, or of Intel:"
                    + " https://api.trustedservices.intel.com")
    private @Nullable URI service;

    @Option(
            names = "--simulated-root",
            paramLabel = "FILE",
            description = "Seal to providers of a simulator with this root key. For tests: proves nothing.")
    private @Nullable Path simulatedRoot;

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
        if (policy == null && simulatedRoot == null && collateral == null && service == null) {
            return null;
        }
        if (insecure) {
            throw CliException.usage(
                    "--insecure with --policy, --simulated-root, --collateral or --pccs (expected: one or"
                            + " the other)");
        }
        if ((collateral == null) == (service == null)) {
            throw CliException.usage("--collateral or --pccs is needed to judge providers (expected: one of them)");
        }
        if (policy != null && simulatedRoot != null) {
            throw CliException.usage("--policy and --simulated-root: a policy file names its simulated root itself");
        }
        CollateralSource source = source();
        return new Trust(policy(source), source);
    }

    private AttestationPolicy policy(CollateralSource source) {
        if (simulatedRoot != null) {
            return TdxPolicy.simulated(root(simulatedRoot), source).build();
        }
        if (policy == null) {
            throw CliException.usage(
                    "--collateral or --pccs without a policy (give --policy FILE too: which images are trusted)");
        }
        AttestationPolicy parsed = parsed(policy, source);
        if (parsed.assurance() == AssuranceLevel.NONE) {
            throw CliException.usage("--policy " + policy + ": it does not say which images are trusted"
                    + " (expected: image_hashes or rtmrs; anybody can run an image of their own)");
        }
        return parsed;
    }

    private static AttestationPolicy parsed(Path policy, CollateralSource source) {
        try {
            return TdxPolicyFile.parse(Files.readAllBytes(policy)).policy(source);
        } catch (IOException e) {
            throw CliException.usage("--policy " + policy + ": cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--policy " + policy + ": " + e.getMessage(), e);
        }
    }

    private static RootKey.Simulated root(Path file) {
        try {
            return RootKeyFile.read(file);
        } catch (IOException e) {
            throw CliException.usage("--simulated-root " + file + ": " + e.getMessage(), e);
        }
    }

    private CollateralSource source() {
        if (service != null) {
            return CollateralService.builder().baseUrl(service).build();
        }
        Path path = Objects.requireNonNull(collateral);
        if (Files.isDirectory(path)) {
            return CollateralFolder.of(path);
        }
        try {
            return CollateralBundle.read(path);
        } catch (IOException | CollateralException e) {
            throw CliException.usage("--collateral " + path + ": neither a folder nor a bundle", e);
        }
    }
}
