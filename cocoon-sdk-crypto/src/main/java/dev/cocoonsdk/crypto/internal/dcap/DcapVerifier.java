package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of {@code docs/protocol/attestation.md} 9.5 without the policy. Chains and collateral whose signatures were found valid
 * are remembered by their hash; dates, revocation and levels are judged each time. Thread-safe.
 */
public final class DcapVerifier {

    private static final int CHAINS = 1024;
    private static final int COLLATERALS = 64;

    private final Trust trust;
    private final CollateralSource source;
    private final BoundedCache<PckChain> chains = new BoundedCache<>(CHAINS);
    private final BoundedCache<VerifiedCollateral> collaterals = new BoundedCache<>(COLLATERALS);
    private final BoundedCache<QeIdentity> identities = new BoundedCache<>(COLLATERALS);

    public DcapVerifier(RootKey root, CollateralSource source) {
        this.trust = new Trust(root);
        this.source = source;
    }

    public RootKey rootKey() {
        return trust.rootKey();
    }

    /** Steps 1, 2 and what the quote proves by itself. */
    public Genuine genuine(Bytes bytes) throws Refusal {
        Quote quote = parse(bytes);
        if (!(quote.body() instanceof TdReport report)) {
            throw Refusal.ofPeer(
                    VerificationStep.QUOTE_FORMAT, "TEE type", "0x81 (TDX)", "0 (SGX)", FailureClass.MALFORMED);
        }
        Bytes pem = QuoteSignatures.chain(quote);
        PckChain chain = chains.get(Hash256.sha256(pem.toByteArray()), () -> PckChain.verify(pem, trust));
        QuoteSignatures.check(quote, chain.pck().getPublicKey());
        return new Genuine(quote, report, chain);
    }

    private static Quote parse(Bytes bytes) throws Refusal {
        try {
            return Quote.parse(bytes);
        } catch (QuoteFormatException e) {
            throw Refusal.ofPeer(
                    VerificationStep.QUOTE_FORMAT,
                    e.field() + " at byte " + e.offset(),
                    e.expected(),
                    e.actual(),
                    FailureClass.MALFORMED);
        }
    }

    /** Everything else but the dates: revocation, TCB info, module, quoting enclave, level. */
    public Judged judge(Genuine genuine) throws Refusal {
        PckChain chain = genuine.chain();
        VerifiedCollateral collateral = collateral(chain);
        collateral.refuse(chain);
        collateral.tcbInfo().checkPlatform(chain.extension());
        TcbEvaluation evaluation = new TcbEvaluation(collateral.tcbInfo(), chain.extension(), genuine.report());
        @Nullable SvnLevel module = evaluation.module();
        QeIdentity identity = identity(collateral.qeIdentity());
        SvnLevel qe = identity.check(genuine.quote().signature().qeReport());
        List<Validity> dates = new ArrayList<>(chain.validities());
        dates.addAll(collateral.validities());
        dates.add(identity.validity());
        return new Judged(
                evaluation.level(module, qe),
                chain.extension().fmspc(),
                collateral.tcbInfo(),
                identity,
                List.copyOf(dates));
    }

    private QeIdentity identity(Bytes signed) throws Refusal {
        return identities.get(Hash256.sha256(signed.toByteArray()), () -> QeIdentity.parse(signed));
    }

    private VerifiedCollateral collateral(PckChain chain) throws Refusal {
        Collateral found = find(chain);
        VerifiedCollateral verified =
                collaterals.get(key(found, chain), () -> VerifiedCollateral.verify(found, chain, trust));
        source.accepted(chain.platform(), found);
        return verified;
    }

    /** Tells the source of a refusal; gives whether judging once more may end otherwise. */
    public boolean rejected(Genuine genuine, Refusal refusal) {
        return refusal.newerCollateralMayHelp()
                && source.rejected(genuine.chain().platform());
    }

    private Collateral find(PckChain chain) throws Refusal {
        try {
            return source.find(chain.platform());
        } catch (CollateralException e) {
            FailureClass failure = e.reason() == CollateralException.Reason.MALFORMED
                    ? FailureClass.MALFORMED
                    : FailureClass.COLLATERAL_MISSING;
            String message = String.valueOf(e.getMessage());
            throw Refusal.ofCollateral(
                    VerificationStep.COLLATERAL,
                    "collateral",
                    "some for FMSPC " + Judged.hex(chain.extension().fmspc()),
                    e.reason() + ", " + message,
                    failure);
        }
    }

    private static Hash256 key(Collateral all, PckChain chain) {
        List<Bytes> parts = List.of(
                all.tcbInfo(),
                all.tcbInfoIssuerChain(),
                all.qeIdentity(),
                all.qeIdentityIssuerChain(),
                all.pckCrl(),
                all.pckCrlIssuerChain(),
                all.rootCaCrl(),
                Bytes.wrap(Trust.encoded(chain.intermediate())));
        int size =
                parts.stream().mapToInt(part -> part.length() + Integer.BYTES).sum();
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (Bytes part : parts) {
            joined.putInt(part.length()).put(part.asByteBuffer());
        }
        return Hash256.sha256(joined.array());
    }

    /** A quote that a platform under the root key made. */
    public static final class Genuine {

        private final Quote quote;
        private final TdReport report;
        private final PckChain chain;

        Genuine(Quote quote, TdReport report, PckChain chain) {
            this.quote = quote;
            this.report = report;
            this.chain = chain;
        }

        public Quote quote() {
            return quote;
        }

        public TdReport report() {
            return report;
        }

        PckChain chain() {
            return chain;
        }
    }

    /** Checks the dates of everything that was used (step 9). */
    public static void dates(Judged judged, Instant at) throws Refusal {
        for (Validity validity : judged.dates()) {
            validity.check(at);
        }
    }
}
