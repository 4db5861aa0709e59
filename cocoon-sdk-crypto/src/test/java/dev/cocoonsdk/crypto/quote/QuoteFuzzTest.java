package dev.cocoonsdk.crypto.quote;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

class QuoteFuzzTest {

    /** Any bytes are a quote whose parts add up, or are refused with the offset of a field. */
    @FuzzTest
    void anyBytesAreAQuoteOrARefusalWithAnOffset(byte[] bytes) {
        try {
            Quote quote = Quote.parse(Bytes.copyOf(bytes));
            if (quote.signedBytes().length() + quote.trailing().length() >= bytes.length) {
                throw new AssertionError("the parts are longer than the quote");
            }
        } catch (QuoteFormatException e) {
            if (e.offset() < 0 || e.offset() > bytes.length || e.field().isEmpty()) {
                throw new AssertionError("refused without a place", e);
            }
        }
    }
}
