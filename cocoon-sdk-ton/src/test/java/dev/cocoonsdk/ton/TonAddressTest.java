package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TonAddressTest {

    private static final TonAddress ROOT = TonAddress.parse("EQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU73k");

    static Stream<Arguments> accounts() {
        return Vectors.objects(Vectors.load("ton/addresses.json"), "vectors")
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "raw"), vector));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void readsAndWritesAllFormsOfAVector(JsonObject vector) {
        TonAddress address = TonAddress.parse(Vectors.text(vector, "raw"));

        assertThat(address).hasToString(Vectors.text(vector, "raw"));
        assertForm(vector, address, "bounceable", AddressForm.BOUNCEABLE);
        assertForm(vector, address, "non_bounceable", AddressForm.NON_BOUNCEABLE);
        assertForm(vector, address, "testnet_bounceable", AddressForm.TESTNET_BOUNCEABLE);
        assertForm(vector, address, "testnet_non_bounceable", AddressForm.TESTNET_NON_BOUNCEABLE);
    }

    private static void assertForm(JsonObject vector, TonAddress address, String name, AddressForm form) {
        String friendly = Vectors.text(vector, name);
        String otherAlphabet = friendly.replace('-', '+').replace('_', '/');
        assertThat(address.toFriendly(form)).isEqualTo(friendly);
        assertThat(FriendlyAddress.parse(friendly)).isEqualTo(new FriendlyAddress(address, form));
        assertThat(TonAddress.parse(otherAlphabet)).isEqualTo(address);
    }

    static Stream<String> invalid() {
        return Vectors.load("ton/addresses.json").array("invalid").stream().map(text -> ((JsonString) text).value());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesAnInvalidVector(String text) {
        assertThatExceptionOfType(AddressFormatException.class).isThrownBy(() -> TonAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "0:",
                "+0:a7b3b6d84a9d22805bd2d70a5be70b198c2282575f4c0f9015cc8e04cb1b2753",
                "128:a7b3b6d84a9d22805bd2d70a5be70b198c2282575f4c0f9015cc8e04cb1b2753",
                "-129:a7b3b6d84a9d22805bd2d70a5be70b198c2282575f4c0f9015cc8e04cb1b2753",
                "٠:a7b3b6d84a9d22805bd2d70a5be70b198c2282575f4c0f9015cc8e04cb1b2753",
                "0:g7b3b6d84a9d22805bd2d70a5be70b198c2282575f4c0f9015cc8e04cb1b2753",
                "EQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU73=",
                "EQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU7 k",
                "EQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnUä3k"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatExceptionOfType(AddressFormatException.class)
                .isThrownBy(() -> TonAddress.parse(text))
                .withMessageStartingWith("address: ");
    }

    @Test
    void isEqualHoweverItWasSpelled() {
        assertThat(TonAddress.parse(ROOT.toFriendly(AddressForm.TESTNET_NON_BOUNCEABLE)))
                .isEqualTo(TonAddress.parse(ROOT.toString()))
                .hasSameHashCodeAs(ROOT);
        assertThat(ROOT).isNotEqualTo(new TonAddress(-1, ROOT.account()));
    }

    @Test
    void namesContractsOnTheWireAsNotBounceableWithTheFlagOfTheNetwork() {
        assertThat(ROOT.toWire(false)).isEqualTo("UQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU-Ah");
        assertThat(ROOT.toWire(true)).isEqualTo("0QCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU1ur");
    }

    @Test
    void forcesTheTestnetFlagOfAConfiguredAddressAndKeepsTheOther() {
        assertThat(AddressForm.BOUNCEABLE.withTestnet(true)).isEqualTo(AddressForm.TESTNET_BOUNCEABLE);
        assertThat(AddressForm.TESTNET_BOUNCEABLE.withTestnet(false)).isEqualTo(AddressForm.BOUNCEABLE);
        assertThat(AddressForm.NON_BOUNCEABLE.withTestnet(true)).isEqualTo(AddressForm.TESTNET_NON_BOUNCEABLE);
        assertThat(AddressForm.TESTNET_NON_BOUNCEABLE.withTestnet(true)).isEqualTo(AddressForm.TESTNET_NON_BOUNCEABLE);
    }

    @Test
    void survivesACell() {
        TonAddress masterchain = new TonAddress(-1, Hash256.sha256(new byte[] {1}));
        CellBuilder builder = new CellBuilder();
        masterchain.write(builder);
        Cell cell = builder.build();

        assertThat(cell.bits()).isEqualTo(TonAddress.BITS);
        assertThat(TonAddress.read(cell.beginRead())).isEqualTo(masterchain);
    }

    @Test
    void refusesAbsentAnycastAndShortAddressesInACell() {
        Cell absent = new CellBuilder().storeUint(0, 2).storeBytes(new byte[40]).build();
        Cell anycast =
                new CellBuilder().storeUint(0b101, 3).storeBytes(new byte[40]).build();
        Cell tooShort =
                new CellBuilder().storeUint(0b100, 3).storeBytes(new byte[32]).build();

        for (Cell cell : new Cell[] {absent, anycast, tooShort}) {
            assertThatExceptionOfType(CellException.class).isThrownBy(() -> TonAddress.read(cell.beginRead()));
        }
    }
}
