package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.FailureClass.COLLATERAL_MISSING;
import static dev.cocoonsdk.crypto.VerificationStep.COLLATERAL_CHAIN;
import static dev.cocoonsdk.crypto.VerificationStep.QUOTING_ENCLAVE;
import static dev.cocoonsdk.crypto.VerificationStep.TCB_INFO;
import static dev.cocoonsdk.tee.CertificateRole.TCB_SIGNING;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Steps 4 and 5: the signing chain of TCB info and QE identity, and whom they are about. */
final class CollateralCases {

    private static final String STRANGER = "stranger";
    private static final String SIGNER = "tcb-signing";
    private static final String SIGNING = "TCB info signing certificate";
    private static final String INFO_SIGNATURE = "TCB info signature";
    private static final String IDENTITY_SIGNATURE = "QE identity signature";

    private CollateralCases() {}

    static List<AttestationCase> all() {
        return List.of(
                named("tcb-signing-signed-by-stranger", "the TCB signing certificate is not the root's")
                        .platform(builder -> builder.certificate(TCB_SIGNING, spec -> spec.withSigner(STRANGER)))
                        .forged(COLLATERAL_CHAIN, SIGNING + " signature"),
                named("tcb-signing-subject-other", "TCB info is signed under another subject")
                        .platform(builder ->
                                builder.certificate(TCB_SIGNING, spec -> spec.withSubject("Intel SGX PCK Certificate")))
                        .forged(COLLATERAL_CHAIN, SIGNING),
                named("tcb-signing-chain-without-root", "the chains of TCB info and QE identity have one certificate")
                        .collateral(all -> CollateralEdits.signingChains(
                                all, pem -> pem.substring(0, pem.lastIndexOf("-----BEGIN"))))
                        .malformed(COLLATERAL_CHAIN, "TCB info issuer chain"),
                named("tcb-signing-wrong-root", "the chains of TCB info and QE identity end at another root")
                        .collateral(all -> CollateralEdits.signingChains(all, pem -> strangersChain()))
                        .forged(COLLATERAL_CHAIN, "root key"),
                named("tcb-info-signature-changed", "one digit of the signature of TCB info differs")
                        .collateral(all -> CollateralEdits.tcbInfo(all, CollateralCases::otherSignature))
                        .forged(COLLATERAL_CHAIN, INFO_SIGNATURE),
                named("tcb-info-changed", "TCB info was changed after signing: an old level now is UpToDate")
                        .collateral(all ->
                                CollateralEdits.tcbInfo(all, json -> json.replace("\"OutOfDate\"", "\"UpToDate\"")))
                        .forged(COLLATERAL_CHAIN, INFO_SIGNATURE),
                named("tcb-info-signed-by-stranger", "TCB info is not signed by the TCB signing key")
                        .platform(builder -> builder.collateralSigners(STRANGER, SIGNER))
                        .forged(COLLATERAL_CHAIN, INFO_SIGNATURE),
                named("tcb-info-with-white-space", "TCB info was written anew with a space in the signed value")
                        .collateral(all -> CollateralEdits.tcbInfo(
                                all, json -> json.replaceFirst("\"version\":3", "\"version\": 3")))
                        .forged(COLLATERAL_CHAIN, INFO_SIGNATURE),
                named("tcb-info-no-json", "TCB info is cut in the middle")
                        .collateral(all -> CollateralEdits.tcbInfo(all, json -> json.substring(0, json.length() / 2)))
                        .malformed(COLLATERAL_CHAIN, "tcbInfo"),
                named("qe-identity-signature-changed", "one digit of the signature of the QE identity differs")
                        .collateral(all -> CollateralEdits.qeIdentity(all, CollateralCases::otherSignature))
                        .forged(COLLATERAL_CHAIN, IDENTITY_SIGNATURE),
                named("qe-identity-changed", "the QE identity was changed after signing")
                        .collateral(all -> CollateralEdits.qeIdentity(
                                all, json -> json.replaceFirst("\"isvsvn\":6", "\"isvsvn\":1")))
                        .forged(COLLATERAL_CHAIN, IDENTITY_SIGNATURE),
                named("qe-identity-signed-by-stranger", "the QE identity is not signed by the TCB signing key")
                        .platform(builder -> builder.collateralSigners(SIGNER, STRANGER))
                        .forged(COLLATERAL_CHAIN, IDENTITY_SIGNATURE),
                named("qe-identity-no-json", "the QE identity is cut in the middle")
                        .collateral(all ->
                                CollateralEdits.qeIdentity(all, json -> json.substring(0, json.length() / 2)))
                        .malformed(COLLATERAL_CHAIN, "enclaveIdentity"),
                tcbInfo("tcb-info-version-2", info -> info.with("version", JsonValue.of(2)))
                        .refused(TCB_INFO, "tcbInfo", COLLATERAL_MISSING),
                tcbInfo("tcb-info-of-sgx", info -> info.with("id", JsonValue.of("SGX")))
                        .refused(TCB_INFO, "tcbInfo", COLLATERAL_MISSING),
                tcbInfo("tcb-info-other-fmspc", info -> info.with("fmspc", JsonValue.of("00906EA10000")))
                        .refused(TCB_INFO, "tcbInfo.fmspc", COLLATERAL_MISSING),
                tcbInfo("tcb-info-other-pce-id", info -> info.with("pceId", JsonValue.of("0001")))
                        .refused(TCB_INFO, "tcbInfo.pceId", COLLATERAL_MISSING),
                tcbInfo("tcb-info-type-unknown", info -> info.with("tcbType", JsonValue.of(1)))
                        .malformed(TCB_INFO, "tcbInfo.tcbType"),
                tcbInfo("tcb-info-without-issue-date", info -> info.without("issueDate"))
                        .malformed(TCB_INFO, "tcbInfo.issueDate"),
                named("tcb-info-status-unknown", "a level of a status that Intel does not have")
                        .platform(builder -> builder.tcbStatus("Fine"))
                        .malformed(TCB_INFO, "tcbInfo.tcbLevels[0].tcbStatus"),
                identity("qe-identity-version-3", value -> value.with("version", JsonValue.of(3)))
                        .refused(QUOTING_ENCLAVE, "enclaveIdentity", COLLATERAL_MISSING),
                identity("qe-identity-of-sgx", value -> value.with("id", JsonValue.of("QE")))
                        .refused(QUOTING_ENCLAVE, "enclaveIdentity", COLLATERAL_MISSING));
    }

    private static CaseMaker tcbInfo(String name, UnaryOperator<JsonObject> change) {
        return named(name, "the signed TCB info differs as the name says").platform(builder -> builder.tcbInfo(change));
    }

    private static CaseMaker identity(String name, UnaryOperator<JsonObject> change) {
        return named(name, "the signed QE identity differs as the name says")
                .platform(builder -> builder.qeIdentity(change));
    }

    /** The last hexadecimal digit plus one. */
    private static String otherSignature(String json) {
        int last = json.length() - 3;
        char digit = Character.forDigit((Character.digit(json.charAt(last), 16) + 1) % 16, 16);
        return json.substring(0, last) + digit + json.substring(last + 1);
    }

    private static String strangersChain() {
        byte[] chain = SimulatedPlatform.create(Bytes.utf8("seed of another platform"), CaseMaker.CLOCK)
                .currentCollateral()
                .tcbInfoIssuerChain()
                .toByteArray();
        return new String(chain, StandardCharsets.US_ASCII);
    }
}
