package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.FailureClass.CLOCK;
import static dev.cocoonsdk.crypto.FailureClass.COLLATERAL_EXPIRED;
import static dev.cocoonsdk.crypto.VerificationStep.DATES;
import static dev.cocoonsdk.tee.CertificateRole.PCK;
import static dev.cocoonsdk.tee.CertificateRole.PLATFORM_CA;
import static dev.cocoonsdk.tee.CertificateRole.ROOT;
import static dev.cocoonsdk.tee.CertificateRole.TCB_SIGNING;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.tee.CertificateRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Step 9. */
final class DateCases {

    private static final Instant YESTERDAY = CaseMaker.NOW.minus(Duration.ofDays(1));
    private static final Instant TOMORROW = CaseMaker.NOW.plus(Duration.ofDays(1));
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");
    private static final String NEXT_UPDATE = "nextUpdate";
    private static final String ISSUE_DATE = "issueDate";

    private DateCases() {}

    static List<AttestationCase> all() {
        return List.of(
                tcbInfo("tcb-info-next-update-passed", NEXT_UPDATE, YESTERDAY)
                        .refused(DATES, "TCB info", COLLATERAL_EXPIRED),
                tcbInfo("tcb-info-issued-in-the-future", ISSUE_DATE, TOMORROW).refused(DATES, "TCB info", CLOCK),
                identity("qe-identity-next-update-passed", NEXT_UPDATE, YESTERDAY)
                        .refused(DATES, "QE identity", COLLATERAL_EXPIRED),
                identity("qe-identity-issued-in-the-future", ISSUE_DATE, TOMORROW)
                        .refused(DATES, "QE identity", CLOCK),
                list("root-crl-expired", ROOT, LONG_AGO, YESTERDAY, "root CA CRL", COLLATERAL_EXPIRED),
                list("root-crl-in-the-future", ROOT, TOMORROW, FAR, "root CA CRL", CLOCK),
                list("pck-crl-expired", PLATFORM_CA, LONG_AGO, YESTERDAY, "PCK CRL", COLLATERAL_EXPIRED),
                list("pck-crl-in-the-future", PLATFORM_CA, TOMORROW, FAR, "PCK CRL", CLOCK),
                certificate("pck-expired", PCK, LONG_AGO, YESTERDAY, "PCK certificate", CLOCK),
                certificate("pck-not-yet-valid", PCK, TOMORROW, FAR, "PCK certificate", CLOCK),
                certificate(
                        "intermediate-expired", PLATFORM_CA, LONG_AGO, YESTERDAY, "intermediate certificate", CLOCK),
                certificate(
                        "intermediate-not-yet-valid", PLATFORM_CA, TOMORROW, FAR, "intermediate certificate", CLOCK),
                certificate("root-expired", ROOT, LONG_AGO, YESTERDAY, "root certificate", CLOCK),
                certificate(
                        "tcb-signing-expired",
                        TCB_SIGNING,
                        LONG_AGO,
                        YESTERDAY,
                        "TCB info signing certificate",
                        COLLATERAL_EXPIRED),
                certificate(
                        "tcb-signing-not-yet-valid", TCB_SIGNING, TOMORROW, FAR, "TCB info signing certificate", CLOCK),
                named("one-second-too-late", "judged one second after the collateral's end")
                        .at("2026-12-19T00:00:01Z")
                        .refused(DATES, "root CA CRL", COLLATERAL_EXPIRED),
                named("before-the-collateral", "judged ten minutes before the collateral was made")
                        .at("2026-11-18T23:50:00Z")
                        .refused(DATES, "root CA CRL", CLOCK),
                named("before-the-certificates", "judged before the platform's certificates are valid")
                        .at("2017-01-01T00:00:00Z")
                        .refused(DATES, "PCK certificate", CLOCK));
    }

    private static CaseMaker tcbInfo(String name, String member, Instant date) {
        return named(name, "TCB info has " + member + " " + date)
                .platform(builder -> builder.tcbInfo(info -> info.with(member, JsonValue.of(date.toString()))));
    }

    private static CaseMaker identity(String name, String member, Instant date) {
        return named(name, "the QE identity has " + member + " " + date)
                .platform(builder -> builder.qeIdentity(value -> value.with(member, JsonValue.of(date.toString()))));
    }

    private static AttestationCase list(
            String name, CertificateRole issuer, Instant begin, Instant end, String field, FailureClass failure) {
        return named(name, "the revocation list of " + issuer.commonName() + " is for " + begin + " to " + end)
                .platform(builder -> builder.crl(issuer, spec -> spec.withValidity(begin, end)))
                .refused(DATES, field, failure);
    }

    private static AttestationCase certificate(
            String name, CertificateRole role, Instant begin, Instant end, String field, FailureClass failure) {
        return named(name, "the certificate of " + role.commonName() + " is valid from " + begin + " to " + end)
                .platform(builder -> builder.certificate(role, spec -> spec.withValidity(begin, end)))
                .refused(DATES, field, failure);
    }
}
