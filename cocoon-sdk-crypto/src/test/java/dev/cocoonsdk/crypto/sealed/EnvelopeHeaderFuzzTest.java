package dev.cocoonsdk.crypto.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;
import java.util.Arrays;

class EnvelopeHeaderFuzzTest {

    /** What is read as a header is a header within the limits, and its own bytes are enough to read it again. */
    @FuzzTest
    void anyBytesAreAHeaderOrRefused(byte[] bytes) {
        try {
            EnvelopeHeader header = EnvelopeHeader.parse(Bytes.copyOf(bytes));
            EnvelopeHeader again = EnvelopeHeader.parse(Bytes.wrap(Arrays.copyOf(bytes, header.length())));
            if (header.length() > EnvelopeHeader.MAX_LENGTH
                    || !again.recipients().equals(header.recipients())
                    || !EnvelopeHeader.requestIdOf(Bytes.copyOf(bytes)).equals(header.requestId())) {
                throw new AssertionError("read differently");
            }
        } catch (SealedFormatException e) {
            if (e.field().isEmpty()) {
                throw new AssertionError("refused without a field", e);
            }
        }
    }
}
