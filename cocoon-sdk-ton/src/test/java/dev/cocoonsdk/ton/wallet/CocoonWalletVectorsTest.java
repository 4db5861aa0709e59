package dev.cocoonsdk.ton.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code wallet.json}: addresses, and external messages as the C++ nodes build them. */
class CocoonWalletVectorsTest {

    private static final JsonObject FILE = Vectors.load("ton/wallet.json");

    @TestFactory
    Stream<DynamicTest> wallets() {
        return Vectors.objects(FILE, "wallets")
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> checkWallet(vector)));
    }

    private static void checkWallet(JsonObject vector) {
        Ed25519Key key = WalletKeys.parse(Secret.of(Vectors.text(vector, "node_wallet_key_base64")));
        CocoonWallet wallet = CocoonWallet.of(key.publicKey(), owner(vector));

        assertThat(WalletKeys.parse(Secret.of(Vectors.text(vector, "private_key_hex")))
                        .publicKey())
                .isEqualTo(key.publicKey());
        assertThat(key.publicKey()).isEqualTo(Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex")));
        assertThat(wallet.init().requireData()).isEqualTo(Vectors.cell(Vectors.object(vector, "data")));
        assertThat(wallet.address().toString()).isEqualTo(Vectors.text(Vectors.object(vector, "address"), "raw"));
        assertThat(wallet.canDeploy()).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> externalMessages() {
        return Vectors.objects(FILE, "external_messages")
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> checkMessage(vector)));
    }

    /** The code of the vectors is known by its hash only, so the message that deploys is compared as far as its signed body. */
    private static void checkMessage(JsonObject vector) {
        Ed25519Key key = WalletKeys.parse(Secret.of(Vectors.text(vector, "private_key_hex")));
        CocoonWallet wallet = wallet(Vectors.text(vector, "wallet_address"));
        long seqno = Vectors.number(vector, "seqno");
        List<Transfer> transfers = Vectors.objects(vector, "messages")
                .map(CocoonWalletVectorsTest::transfer)
                .toList();
        if (seqno == 0) {
            assertThatThrownBy(() -> wallet.external(key, 0, 1, transfers)).isInstanceOf(IllegalStateException.class);
        }
        CocoonWallet sender = seqno > 0 ? wallet : deployable(wallet);

        WalletMessage message = sender.external(key, seqno, Vectors.number(vector, "valid_until"), transfers);

        assertThat(message.body()).isEqualTo(Vectors.cell(Vectors.object(vector, "signed_body")));
        assertThat(HexFormat.of().formatHex(message.body().beginRead().loadBytes(64)))
                .isEqualTo(Vectors.text(vector, "signature_hex"));
        if (seqno > 0) {
            assertThat(message.external().hash())
                    .isEqualTo(Hash256.ofHex(Vectors.text(Vectors.object(vector, "external_message"), "hash")));
        }
    }

    private static CocoonWallet wallet(String address) {
        return Vectors.objects(FILE, "wallets")
                .filter(vector ->
                        Vectors.text(Vectors.object(vector, "address"), "raw").equals(address))
                .map(vector ->
                        CocoonWallet.of(Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex")), owner(vector)))
                .findFirst()
                .orElseThrow();
    }

    private static CocoonWallet deployable(CocoonWallet wallet) {
        return CocoonWallet.of(wallet.key(), wallet.owner(), WalletCode.of(Cell.EMPTY));
    }

    private static TonAddress owner(JsonObject vector) {
        return TonAddress.parse(Vectors.text(Vectors.object(vector, "owner"), "raw"));
    }

    private static Transfer transfer(JsonObject vector) {
        JsonObject init = vector.object("state_init");
        JsonObject body = vector.object("body");
        Transfer transfer = new Transfer(
                TonAddress.parse(Vectors.text(vector, "destination")),
                NanoTon.of(Vectors.number(vector, "nanotons")),
                Vectors.flag(vector, "bounce"),
                init == null ? null : StateInit.parse(Vectors.cell(init)),
                body == null ? Cell.EMPTY : Vectors.cell(body));
        assertThat(WalletCells.mode(transfer)).isEqualTo((int) Vectors.number(vector, "mode"));
        return transfer;
    }

    @Test
    void saysWhetherItsOwnerBlockedIt() {
        CocoonWallet wallet =
                CocoonWallet.of(Ed25519Key.ofSeed(new byte[32]).publicKey(), TonAddress.basechain(Hash256.ZERO));
        Cell data = new WalletStorage(12, 0, wallet.key(), 1, wallet.owner()).toCell();

        assertThat(wallet.view(data)).isEqualTo(new WalletView(12, true));
        assertThat(wallet.view(null)).isEqualTo(new WalletView(0, false));
    }

    @Test
    void refusesAFileWithAnotherCode(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("code.boc");
        Files.write(file, BagOfCells.serialize(new CellBuilder().storeUint(1, 8).build()));
        Path text = folder.resolve("code.txt");
        Files.writeString(text, "no bag");

        assertThatThrownBy(() -> WalletCode.liveFrom(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(WalletAddress.CODE.hash().toHex());
        assertThatThrownBy(() -> WalletCode.liveFrom(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
