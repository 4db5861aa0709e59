package dev.cocoonsdk.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any bytes in place of a system message or a chat give a value that can be written again, or the typed error. */
class TaskFormatFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anySystemMessageGivesAnInstructionOrTheTypedError(byte[] message) {
        try {
            TaskInstruction parsed = TaskInstruction.parse(new String(message, StandardCharsets.UTF_8));
            if (parsed != null) {
                assertThat(TaskInstruction.parse(parsed.toSystemMessage())).isEqualTo(parsed);
            }
        } catch (TaskFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyTranscriptGivesLinesOrTheTypedError(byte[] transcript) {
        try {
            var lines = ChatTranscript.parse(new String(transcript, StandardCharsets.UTF_8));
            assertThat(ChatTranscript.parse(ChatTranscript.render(lines))).hasSameSizeAs(lines);
        } catch (TaskFormatException e) {
            assertThat(e.getMessage()).startsWith("chat line ");
        }
    }
}
