package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.VerificationStep.PLATFORM_CHAIN;
import static dev.cocoonsdk.tee.CertificateRole.PCK;
import static dev.cocoonsdk.tee.CertificateRole.PLATFORM_CA;
import static dev.cocoonsdk.tee.CertificateRole.ROOT;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.tee.CertificateRole;
import dev.cocoonsdk.tee.CertificateSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Step 2: the certificates of the platform. */
final class ChainCases {

    private static final String STRANGER = "stranger";
    private static final String END = "-----END CERTIFICATE-----\n";

    private ChainCases() {}

    static List<AttestationCase> all() {
        return List.of(
                named("pck-chain-wrong-root", "all certificates and collateral hang under another root key")
                        .platform(builder -> builder.certificate(
                                        ROOT, spec -> spec.withKey(STRANGER).withSigner(STRANGER))
                                .certificate(PLATFORM_CA, spec -> spec.withSigner(STRANGER))
                                .certificate(CertificateRole.TCB_SIGNING, spec -> spec.withSigner(STRANGER))
                                .crl(ROOT, spec -> spec.withSigner(STRANGER)))
                        .forged(PLATFORM_CHAIN, "root key"),
                chain(
                                "pck-chain-without-root",
                                "the root certificate is missing",
                                pem -> pem.substring(0, pem.lastIndexOf("-----BEGIN")))
                        .malformed(PLATFORM_CHAIN, "PCK chain"),
                chain(
                                "pck-chain-of-four",
                                "the PCK certificate stands twice",
                                pem -> pem.substring(0, pem.indexOf(END) + END.length()) + pem)
                        .malformed(PLATFORM_CHAIN, "PCK chain"),
                chain("pck-chain-reversed", "root first, PCK certificate last", ChainCases::reversed)
                        .forged(PLATFORM_CHAIN, "root certificate"),
                chain("pck-chain-no-pem", "the chain is some text", pem -> "no certificates")
                        .malformed(PLATFORM_CHAIN, "PCK chain"),
                certificate("pck-signed-by-stranger", PCK, spec -> spec.withSigner(STRANGER))
                        .forged(PLATFORM_CHAIN, "PCK certificate signature"),
                certificate("intermediate-signed-by-stranger", PLATFORM_CA, spec -> spec.withSigner(STRANGER))
                        .forged(PLATFORM_CHAIN, "intermediate certificate signature"),
                certificate("root-signed-by-stranger", ROOT, spec -> spec.withSigner(STRANGER))
                        .forged(PLATFORM_CHAIN, "root certificate signature"),
                certificate("pck-subject-other", PCK, spec -> spec.withSubject("Intel SGX TCB Signing"))
                        .forged(PLATFORM_CHAIN, "PCK certificate"),
                certificate("intermediate-subject-other", PLATFORM_CA, spec -> spec.withSubject("somebody"))
                        .forged(PLATFORM_CHAIN, "intermediate certificate"),
                certificate("root-subject-other", ROOT, spec -> spec.withSubject("somebody"))
                        .forged(PLATFORM_CHAIN, "root certificate"),
                certificate("pck-issuer-name-other", PCK, spec -> spec.withIssuer("Intel SGX PCK Processor CA"))
                        .forged(PLATFORM_CHAIN, "PCK certificate"),
                certificate("intermediate-issuer-name-other", PLATFORM_CA, spec -> spec.withIssuer("somebody"))
                        .forged(PLATFORM_CHAIN, "intermediate certificate"),
                certificate("intermediate-is-no-ca", PLATFORM_CA, spec -> spec.withCa(false))
                        .forged(PLATFORM_CHAIN, "PCK certificate"),
                certificate("pck-is-a-ca", PCK, spec -> spec.withCa(true)).forged(PLATFORM_CHAIN, "PCK certificate"),
                named("intermediate-of-unknown-kind", "the intermediate is neither platform nor processor CA")
                        .platform(builder -> builder.certificate(
                                        PLATFORM_CA, spec -> spec.withSubject("Intel SGX PCK Other CA"))
                                .certificate(PCK, spec -> spec.withIssuer("Intel SGX PCK Other CA")))
                        .forged(PLATFORM_CHAIN, "intermediate certificate"),
                without("pck-extension-missing", 0),
                without("pck-extension-without-tcb", 2),
                without("pck-extension-without-pce-id", 3),
                without("pck-extension-without-fmspc", 4));
    }

    private static CaseMaker certificate(String name, CertificateRole role, UnaryOperator<CertificateSpec> change) {
        return named(name, "the certificate of " + role.commonName() + " differs as the name says")
                .platform(builder -> builder.certificate(role, change));
    }

    private static AttestationCase without(String name, int field) {
        String what = field == 0 ? "the SGX extension" : "field 1.2.840.113741.1.13.1." + field;
        return named(name, "the PCK certificate lacks " + what)
                .platform(builder ->
                        builder.certificate(PCK, spec -> spec.withPck(spec.pck().without(field))))
                .malformed(PLATFORM_CHAIN, "PCK extension");
    }

    private static CaseMaker chain(String name, String broken, UnaryOperator<String> change) {
        byte[] good = CaseMaker.platform().quote(CaseMaker.IMAGE).make().toByteArray();
        String text = new String(good, StandardCharsets.ISO_8859_1);
        String pem = text.substring(text.indexOf("-----BEGIN"), text.length() - 1);
        return named(name, broken).quote(quote -> quote.certification(5, Bytes.utf8(change.apply(pem))));
    }

    private static String reversed(String pem) {
        String[] parts = pem.split("(?<=" + END + ")", -1);
        return parts[2] + parts[1] + parts[0];
    }
}
