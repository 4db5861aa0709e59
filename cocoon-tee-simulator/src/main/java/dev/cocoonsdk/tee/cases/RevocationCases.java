package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.FailureClass.COLLATERAL_MISSING;
import static dev.cocoonsdk.crypto.FailureClass.REVOKED;
import static dev.cocoonsdk.crypto.VerificationStep.COLLATERAL;
import static dev.cocoonsdk.crypto.VerificationStep.REVOCATION;
import static dev.cocoonsdk.tee.CertificateRole.PCK;
import static dev.cocoonsdk.tee.CertificateRole.PLATFORM_CA;
import static dev.cocoonsdk.tee.CertificateRole.PROCESSOR_CA;
import static dev.cocoonsdk.tee.CertificateRole.ROOT;
import static dev.cocoonsdk.tee.CertificateRole.TCB_SIGNING;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.tee.CertificateRole;
import dev.cocoonsdk.tee.CrlSpec;
import java.util.List;
import java.util.function.UnaryOperator;

/** Step 3: revocation lists, and collateral that is not there. */
final class RevocationCases {

    private static final String STRANGER = "stranger";
    private static final String ROOT_LIST = "root CA CRL";
    private static final String PCK_LIST = "PCK CRL";

    private RevocationCases() {}

    static List<AttestationCase> all() {
        return List.of(
                named("collateral-missing", "there is no collateral")
                        .collateral(all -> null)
                        .refused(COLLATERAL, "collateral", COLLATERAL_MISSING),
                named("pck-revoked", "the PCK certificate is on the list of its CA")
                        .platform(builder -> builder.revoked(PCK))
                        .refused(REVOCATION, "PCK certificate", REVOKED),
                named("intermediate-revoked", "the platform CA is on the root's list")
                        .platform(builder -> builder.revoked(PLATFORM_CA))
                        .refused(REVOCATION, "intermediate certificate", REVOKED),
                named("tcb-signing-revoked", "the TCB signing certificate is on the root's list")
                        .platform(builder -> builder.revoked(TCB_SIGNING))
                        .refused(REVOCATION, "TCB info signing certificate", REVOKED),
                list("root-crl-signed-by-stranger", ROOT, spec -> spec.withSigner(STRANGER))
                        .forged(REVOCATION, ROOT_LIST + " signature"),
                list("root-crl-other-issuer", ROOT, spec -> spec.withIssuer("somebody"))
                        .refused(REVOCATION, ROOT_LIST, COLLATERAL_MISSING),
                list("root-crl-without-number", ROOT, spec -> spec.withExtensions(false, true))
                        .malformed(REVOCATION, ROOT_LIST),
                list("root-crl-without-authority-key", ROOT, spec -> spec.withExtensions(true, false))
                        .malformed(REVOCATION, ROOT_LIST),
                named("root-crl-no-list", "the root's list is some text")
                        .collateral(all -> CollateralEdits.rootCrl(all, Bytes.utf8("no list")))
                        .malformed(REVOCATION, ROOT_LIST),
                list("pck-crl-signed-by-stranger", PLATFORM_CA, spec -> spec.withSigner(STRANGER))
                        .forged(REVOCATION, PCK_LIST + " signature"),
                list(
                                "pck-crl-of-processor-ca",
                                PLATFORM_CA,
                                spec -> spec.withIssuer(PROCESSOR_CA.commonName())
                                        .withSigner(PROCESSOR_CA.keyLabel()))
                        .refused(REVOCATION, PCK_LIST, COLLATERAL_MISSING),
                list("pck-crl-without-number", PLATFORM_CA, spec -> spec.withExtensions(false, true))
                        .malformed(REVOCATION, PCK_LIST),
                list("pck-crl-without-authority-key", PLATFORM_CA, spec -> spec.withExtensions(true, false))
                        .malformed(REVOCATION, PCK_LIST),
                named("pck-crl-no-list", "the PCK list is cut in the middle")
                        .collateral(all -> CollateralEdits.pckCrl(all, pem -> pem.substring(0, pem.length() / 2)))
                        .malformed(REVOCATION, PCK_LIST),
                named("pck-crl-chain-without-root", "the issuer chain of the PCK list has one certificate")
                        .collateral(all -> CollateralEdits.pckCrlChain(
                                all, pem -> pem.substring(0, pem.lastIndexOf("-----BEGIN"))))
                        .malformed(REVOCATION, "PCK CRL issuer chain"),
                named("pck-crl-chain-of-other-ca", "the issuer chain of the PCK list is that of TCB info")
                        .collateral(CollateralEdits::tcbChainForPckCrl)
                        .forged(REVOCATION, "PCK CRL issuer"));
    }

    private static CaseMaker list(String name, CertificateRole issuer, UnaryOperator<CrlSpec> change) {
        return named(name, "the revocation list of " + issuer.commonName() + " differs as the name says")
                .platform(builder -> builder.crl(issuer, change));
    }
}
