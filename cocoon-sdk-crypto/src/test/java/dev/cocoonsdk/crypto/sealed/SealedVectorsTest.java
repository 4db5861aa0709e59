package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The published vectors are what this code makes, and what it reads. {@code -Dvectors.write=true} writes them anew. */
class SealedVectorsTest {

    private static final Path FOLDER = Path.of("../docs/vectors/sealed-envelope");

    @Test
    void thePublishedFilesAreMadeAnewTheSame() throws IOException {
        for (Map.Entry<String, JsonObject> file : SealedVectors.all().entrySet()) {
            byte[] made = pretty(file.getValue());
            if (Boolean.getBoolean("vectors.write")) {
                Files.write(FOLDER.resolve(file.getKey()), made);
            }
            assertThat(Files.readAllBytes(FOLDER.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(made);
        }
    }

    @Test
    void thePublishedRequestsOpenWithEachPrivateKey() throws IOException {
        for (String name : SealedVectors.all().keySet()) {
            JsonObject vector = (JsonObject) JsonValue.parse(Files.readAllBytes(FOLDER.resolve(name)));
            SealSuite suite = SealSuite.valueOf(Objects.requireNonNull(vector.string("suite")));
            JsonObject request = Objects.requireNonNull(vector.object("request"));
            for (JsonValue item : vector.array("recipients")) {
                RecipientPrivateKey key = RecipientPrivateKey.of(suite, hex((JsonObject) item, "private_key"));
                OpenedRequest opened = new RequestOpener(
                                id -> id.equals(key.publicKey().keyId()) ? key : null,
                                new ReplayWindow(1),
                                new SealedStage(suite, 0).clock,
                                new java.security.SecureRandom())
                        .open(Bytes.wrap(hex(request, "sealed_request")));
                assertThat(opened.requestHash().toHex()).isEqualTo(request.string("request_hash"));
                assertThat(dev.cocoonsdk.core.Hash256.sha256(
                                        opened.inner().body().toByteArray())
                                .toHex())
                        .isEqualTo(
                                Objects.requireNonNull(vector.object("inner")).string("body_sha256"));
            }
        }
    }

    private static byte[] hex(JsonObject object, String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(object.string(name)));
    }

    /** One member a line, so that differences can be read. */
    private static byte[] pretty(JsonObject object) {
        String text = object.toJson().replace("{\"", "{\n\"").replace(",\"", ",\n\"") + "\n";
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
