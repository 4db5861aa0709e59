package dev.cocoonsdk.core.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.error.ProtocolViolationException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms of a body, one by one. */
class AnswerFramerTest {

    private final List<String> values = new ArrayList<>();
    private final AnswerFramer framer = new AnswerFramer(1000, json -> values.add(json.readUtf8()));

    private List<String> read(String body) throws EOFException {
        framer.feed(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        framer.end();
        return values;
    }

    @Test
    void dataLinesBecomeValuesAtTheBlankLine() throws Exception {
        assertThat(read("data: {\"a\":1}\n\ndata: {\"b\":2}\n\n")).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(framer.isJson()).isFalse();
    }

    @Test
    void carriageReturnsAndPairsEndLinesToo() throws Exception {
        assertThat(read("data: {1}\r\rdata: {2}\r\n\r\ndata: {3}\n\r\ndata: {4}\r\n\n"))
                .containsExactly("{1}", "{2}", "{3}", "{4}");
    }

    @Test
    void severalDataLinesAreJoinedByLineFeeds() throws Exception {
        assertThat(read("data: {\"a\":\ndata:1,\ndata\n" + "data:  2}\n\n")).containsExactly("{\"a\":\n1,\n 2}");
    }

    @Test
    void commentsAndOtherFieldsAreSkipped() throws Exception {
        assertThat(read(": ping\nevent: message\nid: 7\nretry: 10\ndatax: no\ndat: no\ndata: {}\n\n:end\n"))
                .containsExactly("{}");
    }

    @Test
    void oneSpaceAfterTheColonIsOptional() throws Exception {
        assertThat(read("data:{}\n\n")).containsExactly("{}");
    }

    @Test
    void theByteOrderMarkIsSkipped() throws Exception {
        assertThat(read("\uFEFFdata: {}\n\n")).containsExactly("{}");
    }

    @Test
    void doneIsNoValue() throws Exception {
        assertThat(read("data: {}\n\ndata: [DONE]\n\n")).containsExactly("{}");
        assertThat(framer.isDone()).isTrue();
    }

    @Test
    void bareJsonLinesAreValues() throws Exception {
        assertThat(read("{\"a\":1}\n{\"b\":[{}]}\n")).containsExactly("{\"a\":1}", "{\"b\":[{}]}");
        assertThat(framer.isJson()).isTrue();
    }

    @Test
    void aDocumentOverManyLinesIsOneValue() throws Exception {
        String document = "{\n  \"a\": [\n    1\n  ],\n  \"b\": \"}\\\"{\\\\\"\n}";
        assertThat(read("\n" + document + "\n")).containsExactly(document);
    }

    @Test
    void valuesNeedNothingBetweenThem() throws Exception {
        assertThat(read("{}{}[]")).containsExactly("{}", "{}", "[]");
    }

    @Test
    void aDebugLineAfterTheEventsIsAValue() throws Exception {
        assertThat(read("data: {}\n\ndata: [DONE]\n\n\n{\"debug\":{}}\n")).containsExactly("{}", "{\"debug\":{}}");
    }

    @Test
    void dataWithoutItsBlankLineIsPassedOnAtTheEnd() throws Exception {
        assertThat(read("data: {}")).containsExactly("{}");
    }

    @Test
    void emptyDataIsNoValue() throws Exception {
        assertThat(read("data:\n\ndata: \n\ndata\n\n\n\n")).isEmpty();
    }

    @Test
    void anEndWithinAValueIsNoticed() {
        assertThatThrownBy(() -> read("{\"a\":1}\n{\"b\":")).isInstanceOf(EOFException.class);
        assertThat(values).containsExactly("{\"a\":1}");
    }

    @Test
    void aValueBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> read("data: {\"a\":\"" + "x".repeat(1000) + "\"}\n\n"))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessage("the answer has a piece of more than 1000 bytes");
    }

    @Test
    void aDirectBufferIsReadTheSameWay() throws Exception {
        byte[] body = "data: {\"a\":1}\n\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(body.length);
        direct.put(body).flip();

        framer.feed(direct);
        framer.end();

        assertThat(values).hasSize(200).containsOnly("{\"a\":1}");
    }
}
