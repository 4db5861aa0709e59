package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.SliceException;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {

    private static final TonAddress WALLET = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final Cell BODY =
            new CellBuilder().storeUint(0x2565934cL, 32).build();

    static Stream<Arguments> messages() {
        return BlockVectors.named("messages");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsAVectorAndWritesItBack(JsonObject vector) {
        Cell cell = Vectors.cell(vector);
        Message message = Message.parse(cell);

        assertThat(message.toCell()).isEqualTo(cell);
        assertThat(message.body().hash()).isEqualTo(BlockVectors.hash(vector, "body_hash"));
        assertThat(message.init() != null).isEqualTo(Vectors.flag(vector, "init"));
        StateInit init = message.init();
        if (init != null) {
            assertThat(init.toCell().hash()).isEqualTo(BlockVectors.hash(vector, "init_hash"));
        }
        assertAddress(message.header().source(), vector.string("source"));
        assertAddress(message.header().destination(), vector.string("destination"));
    }

    private static void assertAddress(MsgAddress address, String expected) {
        String text = BlockVectors.text(address);
        if (text != null && text.startsWith("ext:")) {
            assertThat(expected).startsWith(text);
        } else {
            assertThat(text).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsTheHeaderOfAVector(JsonObject vector) {
        MessageHeader header = Message.parse(Vectors.cell(vector)).header();

        if (header instanceof MessageHeader.Internal internal) {
            assertThat(vector.string("type")).isEqualTo("internal");
            assertThat(internal.bounce()).isEqualTo(Vectors.flag(vector, "bounce"));
            assertThat(internal.bounced()).isEqualTo(Vectors.flag(vector, "bounced"));
            assertThat(internal.value().coins().value()).isEqualTo(Vectors.number(vector, "value"));
            assertThat(internal.value().others()).isEqualTo(others(vector));
            assertThat(internal.ihrFee().value()).isEqualTo(Vectors.number(vector, "ihr_fee"));
            assertThat(internal.forwardFee().value()).isEqualTo(Vectors.number(vector, "forward_fee"));
            assertThat(internal.createdLt()).isEqualTo(Vectors.number(vector, "created_lt"));
            assertThat(internal.createdAt()).isEqualTo(Vectors.number(vector, "created_at"));
        } else if (header instanceof MessageHeader.ExternalIn external) {
            assertThat(vector.string("type")).isEqualTo("external-in");
            assertThat(external.importFee().value()).isEqualTo(Vectors.number(vector, "import_fee"));
        } else if (header instanceof MessageHeader.ExternalOut external) {
            assertThat(vector.string("type")).isEqualTo("external-out");
            assertThat(external.createdLt()).isEqualTo(Vectors.number(vector, "created_lt"));
        }
    }

    private static SortedMap<Long, BigInteger> others(JsonObject vector) {
        SortedMap<Long, BigInteger> others = new TreeMap<>();
        Vectors.object(vector, "others")
                .members()
                .forEach((currency, amount) ->
                        others.put(Long.valueOf(currency), new BigInteger(((JsonValue.JsonString) amount).value())));
        return others;
    }

    /** The layout of contracts.md 9.6, bit by bit. */
    @Test
    void writesAnInternalMessageAsTheRunnersDo() {
        MessageHeader header = MessageHeader.Internal.toSend(true, MsgAddress.of(WALLET), NanoTon.of(1_000_000_000));
        CellBuilder expected = new CellBuilder().storeUint(0b011000, 6);
        WALLET.write(expected);
        expected.storeCoins(NanoTon.of(1_000_000_000)).storeUint(0, 64).storeUint(0, 41);

        assertThat(Message.of(header, null, BODY).toCell())
                .isEqualTo(new CellBuilder()
                        .storeSlice(expected.build().beginRead())
                        .storeUint(0b01, 2)
                        .storeRef(BODY)
                        .build());
        StateInit init = new StateInit(BODY, Cell.EMPTY);
        assertThat(Message.of(header, init, Cell.EMPTY).toCell())
                .isEqualTo(expected.storeUint(0b110, 3).storeRef(init.toCell()).build());
    }

    @Test
    void takesABodyInPlaceAndByReferenceForTheSame() {
        MessageHeader header = MessageHeader.ExternalIn.to(MsgAddress.of(WALLET));
        Message inPlace = new Message(header, null, false, BODY, false);
        Message byReference = new Message(header, null, false, BODY, true);

        assertThat(Message.parse(inPlace.toCell())).isEqualTo(inPlace);
        assertThat(Message.parse(byReference.toCell()).body()).isEqualTo(inPlace.body());
        assertThat(byReference.toCell()).isNotEqualTo(inPlace.toCell());
        assertThatIllegalArgumentException().isThrownBy(() -> new Message(header, null, true, BODY, true));
    }

    @Test
    void saysWhereAMessageGoesWrong() {
        Cell toNobody = new CellBuilder().storeUint(0b10_00_00, 6).build();
        Cell cut = new CellBuilder().storeUint(0b10_00_10, 6).storeUint(0, 8).build();

        assertThatExceptionOfType(SliceException.class)
                .isThrownBy(() -> Message.parse(toNobody))
                .satisfies(e -> assertThat(e.bit()).isEqualTo(4))
                .withMessage("address: kind 0 (expected: 2 or 3, an account), at bit 4, reference 0");
        assertThatExceptionOfType(SliceException.class).isThrownBy(() -> Message.parse(cut));
    }

    @Test
    void refusesWhatStandsBehindAReferenceToTheBody() {
        Message message = new Message(MessageHeader.ExternalIn.to(MsgAddress.of(WALLET)), null, false, BODY, true);
        Cell more = new CellBuilder()
                .storeSlice(message.toCell().beginRead())
                .storeBit(true)
                .build();

        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Message.parse(more));
    }
}
