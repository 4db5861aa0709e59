package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.tee.cases.CaseMaker.IMAGE;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import java.util.Arrays;
import java.util.List;

/** What must be trusted, so that no verifier passes the other cases by refusing everything. */
final class GoodCases {

    /** The case whose quote and collateral all others share where they do not differ. */
    static final String BASE = "good-v4";

    private GoodCases() {}

    static List<AttestationCase> all() {
        return List.of(
                named(BASE, "nothing: version 4").trusted(),
                named("good-v5-tdx-1.0", "nothing: version 5 with a TDX 1.0 body")
                        .quote(quote -> quote.version(5))
                        .trusted(),
                named("good-v5-tdx-1.5", "nothing: version 5 with a TDX 1.5 body")
                        .quote(quote -> quote.tdx15())
                        .trusted(),
                named("good-processor-ca", "nothing: the PCK certificate is of the processor CA")
                        .platform(builder -> builder.ca(PlatformId.Ca.PROCESSOR))
                        .trusted(),
                named("good-module-without-version", "nothing: the TDX module has no version of its own")
                        .quote(quote -> quote.body(1, (byte) 0))
                        .trusted(),
                named("good-padded", "nothing: 70 bytes of padding follow the signature data")
                        .quote(quote -> quote.trailing(Bytes.wrap(new byte[70])))
                        .trusted(),
                named("good-chain-without-nul", "nothing: no NUL byte follows the certificate chain")
                        .quote(quote -> quote.certification(5, chain()))
                        .trusted(),
                named("good-last-second", "nothing: judged in the last second of the collateral")
                        .at("2026-12-19T00:00:00Z")
                        .trusted(),
                named("good-image-pinned", "nothing: the policy lists the image")
                        .policy(
                                "image_hashes",
                                PolicyCases.texts(IMAGE.imageHash().toHex()))
                        .trusted());
    }

    private static Bytes chain() {
        byte[] quote = CaseMaker.platform().quote(IMAGE).make().toByteArray();
        return Bytes.wrap(Arrays.copyOfRange(quote, 1258, quote.length - 1));
    }
}
