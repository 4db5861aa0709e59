package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Members of journal records; what is missing or of another kind is an {@link IllegalArgumentException}. */
final class AccountJson {

    private AccountJson() {}

    static String text(JsonObject json, String name) {
        String value = json.string(name);
        if (value == null) {
            throw new IllegalArgumentException("account record: no text \"" + name + "\"");
        }
        return value;
    }

    static long number(JsonObject json, String name) {
        Long value = json.integer(name);
        if (value == null) {
            throw new IllegalArgumentException("account record: no number \"" + name + "\"");
        }
        return value;
    }

    static NanoTon coins(JsonObject json, String name) {
        return NanoTon.of(number(json, name));
    }

    static Instant instant(JsonObject json, String name) {
        return Instant.ofEpochMilli(number(json, name));
    }

    static @Nullable Instant instantOrNull(JsonObject json, String name) {
        Long value = json.integer(name);
        return value == null ? null : Instant.ofEpochMilli(value);
    }

    static @Nullable NanoTon coinsOrNull(JsonObject json, String name) {
        Long value = json.integer(name);
        return value == null ? null : NanoTon.of(value);
    }

    static JsonObject object(JsonObject json, String name) {
        JsonObject value = json.object(name);
        if (value == null) {
            throw new IllegalArgumentException("account record: no object \"" + name + "\"");
        }
        return value;
    }

    static Cell cell(JsonObject json, String name) {
        return BagOfCells.parseSingle(Base64.getDecoder().decode(text(json, name)));
    }
}
