package dev.cocoonsdk.ton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalConfigTest {

    private static final String KEY = "n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk=";
    private static final String BLOCK = "{\"workchain\":-1,\"shard\":-9223372036854775808,\"seqno\":46894135,"
            + "\"root_hash\":\"F6OpKZKqvqeFp6CQmFomXNMfMj2EnaUSOXN+Mh+wVWk=\","
            + "\"file_hash\":\"XplPz01CXAps5qeSWUtxcyBfdAo5zVb1N979KLSKD24=\"}";

    /** The shape of the official file. */
    private static final String SAMPLE = "{\"@type\":\"config.global\",\"dht\":{\"@type\":\"dht.config.global\"},"
            + "\"liteservers\":[{\"ip\":84478511,\"port\":19949,\"id\":{\"@type\":\"pub.ed25519\",\"key\":\"" + KEY
            + "\"}},{\"ip\":-2018135749,\"port\":53312,\"id\":{\"@type\":\"pub.ed25519\",\"key\":\"" + KEY + "\"}}],"
            + "\"validator\":{\"@type\":\"validator.config.global\",\"zero_state\":" + BLOCK + ",\"init_block\":"
            + BLOCK + ",\"hardforks\":[]}}";

    private static GlobalConfig parse(String json) {
        return GlobalConfig.parse((JsonObject) JsonValue.parse(json));
    }

    @Test
    void readsTheShapeOfTheOfficialFile() {
        GlobalConfig config = parse(SAMPLE);

        assertThat(config.liteServers()).hasSize(2);
        assertThat(config.liteServers().get(0).address()).hasToString("/5.9.10.47:19949");
        assertThat(config.liteServers().get(1).address()).hasToString("/135.181.177.59:53312");
        assertThat(config.liteServers().get(0).key().value().toBase64()).isEqualTo(KEY);
        assertThat(config.initBlock().seqno()).isEqualTo(46894135);
        assertThat(config.zeroState().shard()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"port\":19949,|\"port\":0,|liteservers[0].port",
                "\"ip\":84478511,||liteservers[0].ip",
                "n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk=|AAAA|liteservers[0].id.key",
                "\"liteservers\":|\"other\":|liteservers",
                "F6OpKZKqvqeFp6CQmFomXNMfMj2EnaUSOXN+Mh+wVWk=|?|validator.zero_state.root_hash"
            })
    void namesTheFieldThatIsWrong(String from, String to, String field) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse(SAMPLE.replace(from, to == null ? "" : to)))
                .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> GlobalConfig.read(Path.of("no-such-file.json")));
    }
}
