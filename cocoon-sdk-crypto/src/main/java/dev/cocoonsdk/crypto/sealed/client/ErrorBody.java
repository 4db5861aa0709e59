package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A sealed error as the provider wrote it, up to a length beyond which it is nobody's error of this network. */
final class ErrorBody {

    private static final int MAX_BYTES = 64 << 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private boolean tooLong;

    /** Takes a piece; its position stays. */
    void add(ByteBuffer piece) {
        tooLong = tooLong || piece.remaining() > MAX_BYTES - bytes.size();
        if (!tooLong) {
            byte[] copy = new byte[piece.remaining()];
            piece.duplicate().get(copy);
            bytes.writeBytes(copy);
        }
    }

    /** Whether it says that the request was not begun ({@code not_accepted}). */
    boolean saysNotAccepted() {
        if (tooLong || bytes.size() == 0) {
            return false;
        }
        try {
            if (JsonValue.parse(bytes.toByteArray()) instanceof JsonObject json) {
                JsonObject inner = json.get("error") instanceof JsonObject object ? object : json;
                return inner.get("not_accepted") instanceof JsonBoolean flag && flag.value();
            }
            return false;
        } catch (JsonFormatException e) {
            return false;
        }
    }
}
