package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A TDX platform made of software, with everything that Intel and a host would provide: certificates, revocation lists, TCB info, QE
 * identity and a quoting enclave that signs quotes of any content, all in Intel's formats ({@code docs/protocol/attestation.md} 9). It
 * proves nothing: whoever has the seed can sign everything. Its {@link #rootKey()} is of a type that no policy for production takes.
 *
 * <p>Everything follows from the seed and the clock's day, byte for byte: processes that share a seed share the platform. Collateral is
 * issued at the start of the day before and is good for 30 days; certificates are valid from 2018 to 2049. Immutable and thread-safe.
 */
public final class SimulatedPlatform {

    /** How long collateral may be used, as Intel's. */
    public static final Duration COLLATERAL_VALIDITY = Duration.ofDays(30);

    private final SimulatedPlatformBuilder recipe;
    private final String pckChain;
    private final AtomicReference<@Nullable Issue> issue = new AtomicReference<>();

    private record Issue(Instant issued, Collateral collateral) {}

    SimulatedPlatform(SimulatedPlatformBuilder recipe) {
        this.recipe = recipe;
        this.pckChain = recipe.pckChain();
    }

    /**
     * The platform of a seed, everything up to date.
     *
     * @param seed at least 16 bytes, for tests only
     * @param clock says on which day collateral is issued
     */
    public static SimulatedPlatform create(Bytes seed, Clock clock) {
        return builder(seed, clock).build();
    }

    /** A platform of which everything can be varied; see {@link #create} for the parameters. */
    public static SimulatedPlatformBuilder builder(Bytes seed, Clock clock) {
        return new SimulatedPlatformBuilder(seed, clock);
    }

    /**
     * The platform whose seed is in a file that {@link #save} wrote.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    public static SimulatedPlatform load(Path file, Clock clock) throws IOException {
        return create(PlatformFile.readSeed(file), clock);
    }

    /**
     * The platform of a file, which is made if there is none or an empty one. Processes that do this at once all get the same platform.
     *
     * @param seed of the platform that is made; not used if there is one
     * @throws IOException if the file cannot be written or read, or holds something else
     */
    public static SimulatedPlatform open(Path file, Bytes seed, Clock clock) throws IOException {
        PlatformFile.createSeed(file, seed);
        return load(file, clock);
    }

    /**
     * Writes the seed, so that other processes can {@link #load} the platform. Variations made through the builder are not written.
     *
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        PlatformFile.writeSeed(file, recipe.seed());
    }

    /** The key at which all chains end. */
    public RootKey.Simulated rootKey() {
        return new RootKey.Simulated(
                Bytes.wrap(recipe.maker().key(CertificateRole.ROOT.keyLabel()).point()));
    }

    /** By what the collateral is found. */
    public PlatformId id() {
        return recipe.id();
    }

    /** Knows the collateral of this platform only, issued anew each day. */
    public CollateralSource collateral() {
        return platform -> {
            if (!platform.equals(id())) {
                throw new CollateralException(
                        CollateralException.Reason.OTHER_PLATFORM,
                        "TCB info",
                        "the simulated platform knows itself only",
                        null);
            }
            return currentCollateral();
        };
    }

    /** The collateral of today. */
    public Collateral currentCollateral() {
        Instant issued = recipe.clock().instant().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        Issue last = issue.get();
        if (last == null || !last.issued().equals(issued)) {
            last = new Issue(issued, recipe.collateral(issued));
            issue.set(last);
        }
        return last.collateral();
    }

    /** Makes quotes of version 4 for an image. */
    public QuoteSource quotes(SimulatedImage image) {
        return reportData -> quote(image).reportData(reportData).make();
    }

    /** A quote for an image, of which everything can be varied. */
    public QuoteMaker quote(SimulatedImage image) {
        return new QuoteMaker(recipe.maker(), image, CollateralMaker.teeTcbSvn(), CollateralMaker.qeReport(), pckChain);
    }

    @Override
    public String toString() {
        return "SimulatedPlatform[" + rootKey() + "]";
    }
}
