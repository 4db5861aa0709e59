package dev.cocoonsdk.devnet.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whatever a caller sends, it is read or answered with an error. */
class QueryFuzzTest {

    @FuzzTest
    void readsOrRefusesAnyRequest(byte[] input) {
        Query fromUrl = read(() -> Query.ofUrl(new String(input, StandardCharsets.ISO_8859_1)));
        Query fromBody = read(() -> Query.ofJson(input));
        for (Query query : new Query[] {fromUrl, fromBody}) {
            if (query != null) {
                read(() -> query.addresses("address"));
                read(() -> query.boc("boc"));
                read(() -> query.hash("hash"));
                read(() -> query.integer("limit", 1, 100));
                read(() -> Stacks.readPairs(query.json("stack")));
                read(() -> Stacks.readObjects(query.json("stack")));
            }
        }
    }

    private static <T> @Nullable T read(Supplier<@Nullable T> reader) {
        try {
            return reader.get();
        } catch (ApiException e) {
            return null;
        }
    }
}
