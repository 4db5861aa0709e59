package dev.cocoonsdk.ton.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContractMessageTest {

    private static final TonAddress CONTRACT = TonAddress.basechain(Hash256.sha256());

    private static final List<byte[]> BODIES = Stream.concat(
                    Vectors.objects(Vectors.load("ton/messages.json"), "vectors")
                            .map(vector -> Vectors.object(vector, "body")),
                    Vectors.cellObjects(Vectors.load("ton/signed_payments.json")))
            .map((JsonObject cell) -> Vectors.base64(cell, "boc_base64"))
            .toList();

    @Test
    void readsWhatAProxySigned() {
        SignedPayment charge = SignedPayment.sign(
                SignedPayment.Kind.CLIENT_CHARGE,
                Ed25519Key.ofSeed(new byte[32]),
                7,
                TokenCount.of(9),
                CONTRACT,
                CONTRACT);

        ContractMessage message = ContractMessage.parse(charge.body());

        assertThat(message).isEqualTo(new SignedRequest(charge));
        assertThat(message.operation()).isEqualTo(Operation.CLIENT_CHARGE);
        assertThat(message.toCell()).isEqualTo(charge.body());
    }

    @Test
    void readsWhatAContractIgnores() {
        Cell rest = new CellBuilder().storeUint(5, 3).storeRef(Cell.EMPTY).build();
        DoNotProcess message = new DoNotProcess(rest);

        assertThat(ContractMessage.parse(message.toCell())).isEqualTo(message);
        assertThat(ContractMessage.parse(new DoNotProcess(Cell.EMPTY).toCell()))
                .isEqualTo(new DoNotProcess(Cell.EMPTY));
    }

    @Test
    void findsTheHeadOfAMessageThatCameBack() {
        Cell sent = new ClientTopUp(77, NanoTon.ofTon(1), CONTRACT).toCell();
        Cell returned = new CellBuilder()
                .storeUint(0xffff_ffffL, 32)
                .storeSlice(sent.beginRead().loadBits(256).beginRead())
                .build();

        Bounced bounced = (Bounced) ContractMessage.parse(returned);

        assertThat(bounced.head()).hasValue(new MessageHead(Operation.CLIENT_TOP_UP.code(), 77));
        assertThat(bounced.toCell()).isEqualTo(returned);
        assertThat(MessageHead.of(returned)).isEmpty();
    }

    @Test
    void refusesUnknownOperationsAndWhatIsLeftOver() {
        Cell unknown = new CellBuilder().storeUint(0x12345678, 32).build();
        Cell tooLong = new CellBuilder()
                .storeSlice(new Excesses(1).toCell().beginRead())
                .storeBit(true)
                .build();

        assertThatThrownBy(() -> ContractMessage.parse(unknown)).isInstanceOf(CellException.class);
        assertThatThrownBy(() -> ContractMessage.parse(tooLong)).isInstanceOf(CellException.class);
        assertThatThrownBy(() -> ContractMessage.parse(Cell.EMPTY)).isInstanceOf(CellException.class);
    }

    @Property
    void readingChangedBodiesIsTotalAndWritingGivesThemBack(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bag = BODIES.get(random.nextInt(BODIES.size())).clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            bag[random.nextInt(bag.length)] ^= (byte) (1 << random.nextInt(8));
        }
        try {
            Cell body = BagOfCells.parseSingle(bag);
            assertThat(ContractMessage.parse(body).toCell()).isEqualTo(body);
        } catch (CellException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
