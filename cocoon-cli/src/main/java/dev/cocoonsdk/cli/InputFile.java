package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.TaskFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what is to be summarised. */
final class InputFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private InputFile() {}

    /**
     * Begins a request with the content of a file, a conversation if its name ends in {@code .jsonl}.
     *
     * @param name a path, or {@code -} for {@code in}
     * @throws CliException if there is no such file, if it is empty or not UTF-8, or if a conversation cannot be understood
     */
    static SummarizeRequest.Builder read(String name, InputStream in) throws IOException {
        boolean standardInput = name.equals("-");
        String shown = standardInput ? "standard input" : name;
        byte[] bytes = standardInput ? in.readAllBytes() : Files.readAllBytes(RunnerOptions.readable(Path.of(name)));
        String text = decode(shown, bytes);
        if (text.isBlank()) {
            throw CliException.usage(shown + " is empty (expected: text to summarise)");
        }
        return parse(shown, text);
    }

    /**
     * Begins a request with a text, or with a conversation if its name ends in {@code .jsonl}.
     *
     * @throws CliException if a conversation cannot be understood
     */
    static SummarizeRequest.Builder parse(String name, String text) {
        return name.endsWith(".jsonl") ? conversation(name, text) : SummarizeRequest.builder(text);
    }

    private static String decode(String shown, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw CliException.usage(shown + " is not a text in UTF-8", e);
        }
    }

    private static SummarizeRequest.Builder conversation(String shown, String text) {
        try {
            return SummarizeRequest.builder(ChatTranscript.parse(text));
        } catch (TaskFormatException e) {
            throw CliException.usage(shown + ": " + e.getMessage(), e);
        }
    }
}
