package dev.cocoonsdk.it.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawAddress;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The suite's own codec: that it is independent of ours, and that it writes the vectors of {@code docs/protocol/wire.md} 15. */
class CodecConformanceTest {

    private static final String PAYMENT =
            "b5ee9c720101020100a90001dbbb63ff9300000000000000018008888888888888888888888888888888888888888888"
                    + "888888888888888888888ee5fa066ddd0e17e75d00196cd2dd70ea54ec9f7caee75524359737d2c78c978705f7c1786b"
                    + "ee68fdf53527164c0ff7bd3bdc24dddadd51ab8ab728998909e11001006bbb63ff930000000000000001000000000000"
                    + "03e880066666666666666666666666666666666666666666666666666666666666666670";

    @Test
    void theRawCodecUsesNothingButTheJdk() {
        JavaClasses raw = new ClassFileImporter().importPackages("dev.cocoonsdk.it.conformance.raw");
        assertThat(raw).hasSizeGreaterThan(5);
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are neither of the JDK nor of this package", CodecConformanceTest::isForeign))
                .check(raw);
    }

    private static boolean isForeign(JavaClass used) {
        String name = used.getBaseComponentType().getPackageName();
        return !name.isEmpty()
                && !name.startsWith("java.")
                && !name.startsWith("javax.")
                && !name.equals("dev.cocoonsdk.it.conformance.raw");
    }

    @Test
    void theScriptsUseNoCodecOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("dev.cocoonsdk.it.conformance..")
                .and()
                .haveNameNotMatching(".*\\.ClientUnderTest(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cocoonsdk.network.tl..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("Frame")
                .check(new ClassFileImporter().importPackages("dev.cocoonsdk.it.conformance"));
    }

    @Test
    void writesTheFramesOfTheVectors() {
        assertThat(HexFormat.of()
                        .formatHex(RawPeer.frame(1, Tl.of(Ids.PING).i64(2).bytes())))
                .isEqualTo("0c000000010000007c62e9bb0200000000000000");
    }

    @Test
    void writesTheWorkersHandshakeOfTheVectors() {
        RawWorker.Params params = new RawWorker.Params().model("m@c:v").capacity(200);
        params.owner = "EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c";
        params.test = false;
        assertThat(params.query().toHex())
                .isEqualTo(
                        "5d4c48cc030000003045514141414141414141414141414141414141414141414141414141414141414141414141414141"
                                + "41414141414d3963000000056d40633a760000e8030000379779bc01000000c80000000100000002000000");
    }

    @Test
    void writesTheHttpObjectsOfTheVectors() {
        assertThat(Http.request("POST", "/v1/chat/completions", Map.of("Content-Length", "2"), "{}")
                        .toHex())
                .isEqualTo("e52d494704504f5354000000142f76312f636861742f636f6d706c6574696f6e7300000008485454502f312e31"
                        + "000000010000000e436f6e74656e742d4c656e6774680001320000027b7d00");
        assertThat(Http.response(200, "OK", Map.of(), "").toHex())
                .isEqualTo("2bc4d01c08485454502f312e31000000c8000000024f4b000000000000000000");
    }

    @Test
    void readsAndWritesTheSignedPaymentOfTheVectors() {
        RawPayment payment = RawPayment.verify(
                HexFormat.of().parseHex(PAYMENT), "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
        assertThat(payment)
                .isEqualTo(new RawPayment(
                        RawPayment.CLIENT_CHARGE, 1, 1000, "0:" + "33".repeat(32), "0:" + "44".repeat(32)));
        String seed = Base64.getEncoder().encodeToString(HexFormat.of().parseHex("01".repeat(32)));
        assertThat(payment.sign(seed)).asHexString().isEqualToIgnoringCase(PAYMENT);
    }

    @Test
    void readsAndWritesAddresses() {
        RawAddress address = RawAddress.parse(Facts.OWNER);
        assertThat(address.text(RawAddress.NON_BOUNCEABLE)).isEqualTo(Facts.OWNER);
    }
}
