package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TonAddressPropertyTest {

    @Property
    void parsingAnyTextIsTotal(@ForAll @StringLength(max = 80) String text) {
        try {
            assertThat(TonAddress.parse(text)).isNotNull();
        } catch (AddressFormatException e) {
            assertThat(e).hasMessageStartingWith("address: ");
        }
    }

    @Property
    void parsingAnyTextOfTheRightLengthIsTotal(@ForAll @StringLength(48) String text) {
        try {
            assertThat(TonAddress.parse(text)).isNotNull();
        } catch (AddressFormatException e) {
            assertThat(e).hasMessageStartingWith("address: ");
        }
    }

    @Property
    void theChecksumFindsEveryChangedCharacter(
            @ForAll byte workchain, @ForAll @Size(32) byte[] account, @ForAll int position) {
        String text = new TonAddress(workchain, Hash256.of(account)).toWire(false);
        int index = Math.floorMod(position, text.length());
        char other = text.charAt(index) == 'A' ? 'B' : 'A';
        String changed = text.substring(0, index) + other + text.substring(index + 1);

        assertThatExceptionOfType(AddressFormatException.class).isThrownBy(() -> TonAddress.parse(changed));
    }
}
