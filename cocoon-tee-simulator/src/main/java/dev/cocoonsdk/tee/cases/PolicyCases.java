package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.FailureClass.POLICY;
import static dev.cocoonsdk.crypto.VerificationStep.MEASUREMENTS;
import static dev.cocoonsdk.tee.cases.CaseMaker.IMAGE;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.tee.SimulatedImage;
import java.util.List;

/** Step 10: attributes and measurements. */
final class PolicyCases {

    private static final SimulatedImage OTHER = SimulatedImage.named("other");
    private static final long BASE = SimulatedImage.TD_ATTRIBUTES;
    private static final int SERVICE_TD = 600;

    private PolicyCases() {}

    static List<AttestationCase> all() {
        return List.of(
                attributes("debug-attribute", BASE | 1, "TD attribute DEBUG"),
                attributes("sept-ve-disable-off", 0, "TD attribute SEPT_VE_DISABLE"),
                attributes("pks-attribute", BASE | 1L << 30, "TD attribute PKS"),
                attributes("key-locker-attribute", BASE | 1L << 31, "TD attribute KEY_LOCKER"),
                attributes("perfmon-attribute", BASE | 1L << 63, "TD attribute PERFMON"),
                attributes("reserved-attribute-bit-1", BASE | 1L << 1, "TD attributes"),
                attributes("reserved-attribute-bit-32", BASE | 1L << 32, "TD attributes"),
                xfam("xfam-without-sse", SimulatedImage.XFAM & ~2L),
                xfam("xfam-without-x87", SimulatedImage.XFAM & ~1L),
                xfam("xfam-reserved-bit", SimulatedImage.XFAM | 1L << 40),
                named("service-td-bound", "a service trust domain is bound, and the policy knows none")
                        .quote(quote -> quote.tdx15().body(SERVICE_TD, (byte) 1))
                        .refused(MEASUREMENTS, "MRSERVICETD", POLICY),
                named("image-not-pinned", "the policy lists another image")
                        .policy("image_hashes", texts(OTHER.imageHash().toHex()))
                        .refused(MEASUREMENTS, "image hash", POLICY),
                named("mrtd-not-listed", "the policy lists another MRTD")
                        .policy("mrtds", texts(OTHER.mrTd().toHex()))
                        .refused(MEASUREMENTS, "MRTD", POLICY),
                named("rtmrs-not-listed", "the policy lists other RTMRs")
                        .policy("rtmrs", JsonValue.array(List.of(rtmrs(OTHER))))
                        .refused(MEASUREMENTS, "RTMR0 to RTMR3", POLICY),
                named("rtmr3-differs", "three of the four RTMRs are as the policy lists them")
                        .image(IMAGE.withRtmrs(List.of(
                                IMAGE.rtmrs().get(0),
                                IMAGE.rtmrs().get(1),
                                IMAGE.rtmrs().get(2),
                                OTHER.rtmrs().get(3))))
                        .policy("rtmrs", JsonValue.array(List.of(rtmrs(IMAGE))))
                        .refused(MEASUREMENTS, "RTMR0 to RTMR3", POLICY),
                named("mrseam-not-listed", "the policy lists another TDX module")
                        .policy("mrseams", texts(OTHER.mrTd().toHex()))
                        .refused(MEASUREMENTS, "MRSEAM", POLICY));
    }

    private static AttestationCase attributes(String name, long attributes, String field) {
        return named(name, "TDATTRIBUTES is 0x" + Long.toHexString(attributes))
                .image(IMAGE.withTdAttributes(attributes))
                .refused(MEASUREMENTS, field, POLICY);
    }

    private static AttestationCase xfam(String name, long xfam) {
        return named(name, "XFAM is 0x" + Long.toHexString(xfam))
                .image(IMAGE.withXfam(xfam))
                .refused(MEASUREMENTS, "XFAM", POLICY);
    }

    static JsonArray texts(String text) {
        return JsonValue.array(List.of(JsonValue.of(text)));
    }

    private static JsonArray rtmrs(SimulatedImage image) {
        return JsonValue.array(
                image.rtmrs().stream().map(one -> JsonValue.of(one.toHex())).toList());
    }
}
