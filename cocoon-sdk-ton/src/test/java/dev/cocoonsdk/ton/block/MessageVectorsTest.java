package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as the C++ nodes build them: {@code wallet.json} and {@code messages.json} of the published vectors. */
class MessageVectorsTest {

    private static final TonAddress ANYBODY = TonAddress.basechain(Hash256.ZERO);

    static Stream<Arguments> externalMessages() {
        return Vectors.objects(Vectors.load("ton/wallet.json"), "external_messages")
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    static Stream<Arguments> bodies() {
        return Vectors.objects(Vectors.load("ton/messages.json"), "vectors")
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    @ParameterizedTest
    @MethodSource("externalMessages")
    void buildsTheMessagesThatAWalletSends(JsonObject vector) {
        for (JsonObject sent : Vectors.list(vector, "messages")) {
            MessageHeader header = MessageHeader.Internal.toSend(
                    Vectors.flag(sent, "bounce"),
                    MsgAddress.of(TonAddress.parse(Vectors.text(sent, "destination"))),
                    NanoTon.of(Vectors.number(sent, "nanotons")));
            Cell body = cellOrNull(sent, "body");
            Cell init = cellOrNull(sent, "state_init");
            Message message =
                    Message.of(header, init == null ? null : StateInit.parse(init), body == null ? Cell.EMPTY : body);

            assertThat(message.toCell()).isEqualTo(cellOrNull(sent, "message_cell"));
            assertThat(Message.parse(message.toCell())).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("externalMessages")
    void buildsTheEnvelopeToAWalletWithItsInitialStateBeforeItIsDeployed(JsonObject vector) {
        TonAddress wallet = TonAddress.parse(Vectors.text(vector, "wallet_address"));
        StateInit init = Vectors.number(vector, "seqno") == 0 ? initialState(wallet) : null;
        Cell signedBody = Vectors.cell(Vectors.object(vector, "signed_body"));
        Message message = Message.of(MessageHeader.ExternalIn.to(MsgAddress.of(wallet)), init, signedBody);

        assertThat(message.toCell().hash())
                .isEqualTo(BlockVectors.hash(Vectors.object(vector, "external_message"), "hash"));
    }

    private static StateInit initialState(TonAddress wallet) {
        return Vectors.objects(Vectors.load("ton/wallet.json"), "wallets")
                .filter(vector -> wallet.toString().equals(Vectors.text(Vectors.object(vector, "address"), "raw")))
                .map(vector -> new StateInit(
                        WalletAddress.CODE,
                        WalletAddress.data(
                                Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex")),
                                TonAddress.parse(Vectors.text(Vectors.object(vector, "owner"), "raw")))))
                .findFirst()
                .orElseThrow();
    }

    /** Contracts send short bodies in place, nodes by reference: both must be taken alike (contracts.md 7.5). */
    @ParameterizedTest
    @MethodSource("bodies")
    void carriesTheBodyOfAVectorInPlaceAndByReference(JsonObject vector) {
        Cell body = Vectors.cell(Vectors.object(vector, "body"));
        MessageHeader header = MessageHeader.ExternalIn.to(MsgAddress.of(ANYBODY));

        assertThat(Message.parse(new Message(header, null, false, body, true).toCell())
                        .body())
                .isEqualTo(body);
        if (body.bits() + 300 <= Cell.MAX_BITS) {
            assertThat(Message.parse(new Message(header, null, false, body, false).toCell())
                            .body())
                    .isEqualTo(body);
        }
    }

    private static @Nullable Cell cellOrNull(JsonObject parent, String name) {
        JsonObject cell = parent.object(name);
        return cell == null ? null : Vectors.cell(cell);
    }
}
