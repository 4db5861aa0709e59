package dev.cocoonsdk.network.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timeout\":1}",
                " \r\n\t{\"timeout\" : 1}",
                "{\"\\u0074imeout\":1}",
                "{\"max\\u005fcoefficient\":1}",
                "{\"time\\u006Fut\":1}"
            })
    void limitsAreFoundHoweverTheyAreSpelled(String body) {
        assertThat(QueryBody.mayNameLimits(Bytes.utf8(body))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[\"timeout\"]", "{\"text\":\"timeout \\u00e9\"}"})
    void otherBodiesAreNotParsed(String body) {
        assertThat(QueryBody.mayNameLimits(Bytes.utf8(body))).isFalse();
    }
}
