package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WalletAddressTest {

    static Stream<Arguments> wallets() {
        return Vectors.objects(Vectors.load("ton/wallet.json"), "wallets")
                .map(wallet -> Arguments.argumentSet(Vectors.text(wallet, "name"), wallet));
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void givesDataStateAndAddressOfAVector(JsonObject wallet) {
        Ed25519Key key = Ed25519Key.ofBase64(Vectors.text(wallet, "node_wallet_key_base64"));
        TonAddress owner = ContractVectors.address(wallet, "owner");
        StateInit state = new StateInit(WalletAddress.CODE, WalletAddress.data(key.publicKey(), owner));

        assertThat(key.publicKey()).isEqualTo(Ed25519PublicKey.ofHex(Vectors.text(wallet, "public_key_hex")));
        assertThat(state.data()).isEqualTo(Vectors.cell(Vectors.object(wallet, "data")));
        assertThat(state.toCell().hash())
                .isEqualTo(Hash256.ofHex(Vectors.text(Vectors.object(wallet, "state_init"), "hash")));
        assertThat(WalletAddress.of(key.publicKey(), owner)).isEqualTo(ContractVectors.address(wallet, "address"));
    }
}
