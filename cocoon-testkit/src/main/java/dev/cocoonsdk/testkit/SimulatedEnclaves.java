package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TEE platform made of software that all providers of a marketplace run on: its quotes verify like real ones and prove nothing. */
final class SimulatedEnclaves {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedEnclaves.class);
    private static final int SEED_LENGTH = 32;

    /** What providers run. */
    static final SimulatedImage WORKER = SimulatedImage.named("cocoon testkit worker");

    private final SimulatedPlatform platform;
    private final CollateralSource collateral;

    private SimulatedEnclaves(SimulatedPlatform platform) {
        this.platform = platform;
        this.collateral = platform.collateral();
    }

    /** A platform with keys of its own. */
    static SimulatedEnclaves create() {
        byte[] seed = new byte[SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        return new SimulatedEnclaves(SimulatedPlatform.create(Bytes.wrap(seed), Clock.systemUTC()));
    }

    /** The identity of a provider's enclave; the caller closes it. */
    TlsIdentitySource identity() {
        return TlsIdentitySource.attested(
                platform.quotes(WORKER), Clock.systemUTC(), problem -> LOG.warn("no new quote", problem));
    }

    /** What a client asks of providers: this platform, up to date, and the image that they run. */
    AttestationPolicy policy() {
        return TdxPolicy.simulated(platform.rootKey(), collateral)
                .imageHashes(Set.of(imageHash()))
                .build();
    }

    static Hash256 imageHash() {
        return WORKER.imageHash();
    }

    CollateralSource collateral() {
        return collateral;
    }

    SimulatedPlatform platform() {
        return platform;
    }
}
