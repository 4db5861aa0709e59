package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class TonAddressFuzzTest {

    @FuzzTest
    void parsingAnyTextGivesAnAddressOrATypedError(byte[] utf8) {
        TonAddress address;
        try {
            address = TonAddress.parse(new String(utf8, StandardCharsets.UTF_8));
        } catch (AddressFormatException e) {
            assertThat(e).hasMessageStartingWith("address: ");
            return;
        }
        for (AddressForm form : AddressForm.values()) {
            assertThat(FriendlyAddress.parse(address.toFriendly(form))).isEqualTo(new FriendlyAddress(address, form));
        }
    }
}
