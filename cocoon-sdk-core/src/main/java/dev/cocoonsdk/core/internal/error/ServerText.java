package dev.cocoonsdk.core.internal.error;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a foreign server's error text fit for a message: one line, shortened, without things that look like keys, and withheld if it
 * repeats a part of the request, since some servers quote prompts in their errors.
 */
final class ServerText {

    private static final int MAX_LENGTH = 300;
    private static final int WINDOW = 16;
    private static final int STEP = 4;
    private static final Pattern KEY_LIKE = Pattern.compile("(?i)(bearer\\s+\\S+|\\bsk-\\S+|\\b[0-9a-z_-]{40,}\\b)");

    private final Bytes requestBody;

    private ServerText(Bytes requestBody) {
        this.requestBody = requestBody;
    }

    /** For answers to a request with this body. */
    static ServerText answering(Bytes requestBody) {
        return new ServerText(requestBody);
    }

    /** The text to show; empty if there is none. */
    String reason(String text, @Nullable ModelId model) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "";
        }
        if (repeatsRequest(model == null ? line : line.replace(model.value(), " "))) {
            return "the server's reason is not shown because it repeats a part of the request";
        }
        String clean = KEY_LIKE.matcher(line).replaceAll("…");
        return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH) + "…";
    }

    private boolean repeatsRequest(String line) {
        String request =
                StandardCharsets.UTF_8.decode(requestBody.asByteBuffer()).toString();
        String shown = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
        for (int at = 0; at + WINDOW <= shown.length(); at += STEP) {
            if (request.contains(shown.substring(at, at + WINDOW))) {
                return true;
            }
        }
        return false;
    }
}
