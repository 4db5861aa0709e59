package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.cell.Cell;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** Messages, transactions and accounts that another implementation wrote. */
final class BlockVectors {

    private BlockVectors() {}

    static JsonObject load() {
        return Vectors.load("ton-core/block.json");
    }

    static Stream<Arguments> named(String list) {
        return Vectors.objects(load(), list)
                .map(vector -> Arguments.argumentSet(
                        vector.string("name") == null ? Vectors.text(vector, "hash") : Vectors.text(vector, "name"),
                        vector));
    }

    static Hash256 hash(JsonObject vector, String name) {
        return Hash256.ofHex(Vectors.text(vector, name));
    }

    /** As the vectors write addresses: raw, {@code ext:bits:hex}, or nothing. */
    static @Nullable String text(MsgAddress address) {
        if (address instanceof MsgAddress.External external) {
            Cell bits = external.address();
            String hex = new BigInteger(1, bits.beginRead().loadBytes(bits.bits() / 8)).toString(16);
            return bits.bits() % 8 == 0 ? "ext:" + bits.bits() + ":" + hex : "ext:" + bits.bits();
        }
        TonAddress standard = address.standard();
        return standard == null ? null : standard.toString();
    }
}
