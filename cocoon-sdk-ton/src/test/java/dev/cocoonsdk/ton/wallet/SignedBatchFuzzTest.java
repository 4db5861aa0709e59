package dev.cocoonsdk.ton.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.ton.state.StateStoreException;

class SignedBatchFuzzTest {

    @FuzzTest
    void readingAnyJournalGivesABatchOrATypedError(byte[] input) {
        SignedBatch batch;
        try {
            batch = SignedBatch.parse(Bytes.copyOf(input));
        } catch (StateStoreException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(SignedBatch.parse(batch.toBytes())).isEqualTo(batch);
    }
}
