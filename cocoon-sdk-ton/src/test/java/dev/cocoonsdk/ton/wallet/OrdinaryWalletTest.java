package dev.cocoonsdk.ton.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** V4R2 and V5R1 against what {@code @ton/ton} computes. */
class OrdinaryWalletTest {

    private static final Ed25519Key KEY = Ed25519Key.ofSeed(new byte[32]);

    @TestFactory
    Stream<DynamicTest> wallets() {
        return Vectors.objects(Vectors.load("ton-core/wallets.json"), "vectors")
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> check(vector)));
    }

    private static void check(JsonObject vector) {
        Ed25519Key key = WalletKeys.parse(Secret.of(Vectors.text(vector, "seed_hex")));
        WalletContract wallet = wallet(Vectors.text(vector, "name"), key.publicKey());
        long seqno = Vectors.number(vector, "seqno");
        List<Transfer> transfers = Vectors.objects(vector, "transfers")
                .map(OrdinaryWalletTest::transfer)
                .toList();

        WalletMessage message = wallet.external(key, seqno, Vectors.number(vector, "valid_until"), transfers);

        assertThat(wallet.address()).isEqualTo(TonAddress.parse(Vectors.text(vector, "address")));
        assertThat(wallet.init().requireData().hash().toHex()).isEqualTo(Vectors.text(vector, "data_hash"));
        assertThat(message.bodyHash()).isEqualTo(Hash256.ofHex(Vectors.text(vector, "body_hash")));
        assertThat(Message.parse(message.external()).init()).isEqualTo(seqno == 0 ? wallet.init() : null);
        assertThat(wallet.view(wallet.init().requireData())).isEqualTo(new WalletView(0, false));
    }

    private static WalletContract wallet(String name, Ed25519PublicKey key) {
        if (name.startsWith("v4r2")) {
            return WalletV4R2.of(key);
        }
        return name.contains("testnet")
                ? WalletV5R1.of(key, WalletV5R1.TESTNET, 7)
                : WalletV5R1.of(key, WalletV5R1.MAINNET);
    }

    private static Transfer transfer(JsonObject vector) {
        String body = vector.string("body");
        return new Transfer(
                TonAddress.parse(Vectors.text(vector, "destination")),
                NanoTon.parse(Vectors.text(vector, "value")),
                Vectors.flag(vector, "bounce"),
                null,
                body == null
                        ? Cell.EMPTY
                        : BagOfCells.parseSingle(Base64.getDecoder().decode(body)));
    }

    @Test
    void refusesAnotherKeyAndTooManyTransfers() {
        WalletV4R2 wallet = WalletV4R2.of(KEY.publicKey());
        Ed25519Key other = Ed25519Key.ofSeed(new byte[] {
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        });
        Transfer transfer = Transfer.message(wallet.address(), NanoTon.ofTon(1), Cell.EMPTY);

        assertThatThrownBy(() -> wallet.external(other, 1, 1, List.of(transfer)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wallet.external(KEY, 1, 1, List.of(transfer, transfer, transfer, transfer, transfer)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WalletV5R1.of(KEY.publicKey(), WalletV5R1.MAINNET, 1 << 15))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
