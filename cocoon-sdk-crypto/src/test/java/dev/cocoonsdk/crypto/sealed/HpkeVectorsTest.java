package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bouncy Castle against the vectors of RFC 9180 and of the post-quantum draft. */
class HpkeVectorsTest {

    private static final int EXPORT_ONLY = 0xffff;
    private static final int HKDF_SHA256 = 1;

    static Stream<JsonObject> vectors() throws IOException {
        return Stream.concat(read("rfc9180_x25519_base.json"), read("hpke_pq_draft.json"))
                .filter(vector -> number(vector, "kdf_id") == HKDF_SHA256);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRecipientOpensAndExportsWhatTheVectorSays(JsonObject vector) throws Exception {
        HPKE hpke = hpke(vector);
        AsymmetricCipherKeyPair recipient = hpke.deserializePrivateKey(hex(vector, "skRm"), hex(vector, "pkRm"));
        HPKEContext context = hpke.setupBaseR(hex(vector, "enc"), recipient, hex(vector, "info"));
        for (JsonValue item : vector.array("encryptions")) {
            JsonObject step = (JsonObject) item;
            assertThat(context.open(hex(step, "aad"), hex(step, "ct"))).isEqualTo(hex(step, "pt"));
        }
        for (JsonValue item : vector.array("exports")) {
            JsonObject step = (JsonObject) item;
            assertThat(context.export(hex(step, "exporter_context"), number(step, "L")))
                    .isEqualTo(hex(step, "exported_value"));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSenderWithTheVectorsRandomnessGivesItsBytes(JsonObject vector) throws Exception {
        HPKE hpke = hpke(vector);
        AsymmetricCipherKeyPair recipient = hpke.deserializePrivateKey(hex(vector, "skRm"), hex(vector, "pkRm"));
        HPKEContextWithEncapsulation context = vector.string("skEm") == null
                ? hpke.setupBaseS(recipient.getPublic(), hex(vector, "info"), hex(vector, "ikmE"))
                : hpke.setupBaseS(
                        recipient.getPublic(),
                        hex(vector, "info"),
                        hpke.deserializePrivateKey(hex(vector, "skEm"), hex(vector, "pkEm")));
        assertThat(context.getEncapsulation()).isEqualTo(hex(vector, "enc"));
        for (JsonValue item : vector.array("encryptions")) {
            JsonObject step = (JsonObject) item;
            assertThat(context.seal(hex(step, "aad"), hex(step, "pt"))).isEqualTo(hex(step, "ct"));
        }
    }

    @Test
    void theFilesHoldTheSuitesThatWeUse() throws IOException {
        List<String> suites = vectors()
                .map(vector -> number(vector, "kem_id") + "/" + number(vector, "aead_id"))
                .toList();
        assertThat(suites).contains("32/2", "25722/3", "65/1").hasSize(6);
    }

    private static HPKE hpke(JsonObject vector) {
        int aead = number(vector, "aead_id");
        return new HPKE(
                HPKE.mode_base,
                (short) number(vector, "kem_id"),
                HPKE.kdf_HKDF_SHA256,
                aead == EXPORT_ONLY ? HPKE.aead_EXPORT_ONLY : (short) aead);
    }

    private static Stream<JsonObject> read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HpkeVectorsTest.class.getResourceAsStream(name))) {
            JsonValue.JsonArray array = (JsonValue.JsonArray) JsonValue.parse(in.readAllBytes());
            return array.items().stream().map(JsonObject.class::cast);
        }
    }

    private static int number(JsonObject object, String name) {
        Long value = object.integer(name);
        return value != null ? value.intValue() : Integer.parseInt(Objects.requireNonNull(object.string(name)));
    }

    private static byte[] hex(JsonObject object, String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(object.string(name)));
    }
}
