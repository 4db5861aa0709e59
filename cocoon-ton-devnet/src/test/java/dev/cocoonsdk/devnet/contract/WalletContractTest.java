package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Stage.account;
import static dev.cocoonsdk.devnet.contract.Stage.get;
import static dev.cocoonsdk.devnet.contract.Stage.ton;
import static dev.cocoonsdk.devnet.contract.Vectors.cell;
import static dev.cocoonsdk.devnet.contract.Vectors.list;
import static dev.cocoonsdk.devnet.contract.Vectors.number;
import static dev.cocoonsdk.devnet.contract.Vectors.object;
import static dev.cocoonsdk.devnet.contract.Vectors.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.MessageRefusedException;
import dev.cocoonsdk.devnet.Snapshot;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.Excesses;
import dev.cocoonsdk.ton.contract.Payout;
import dev.cocoonsdk.ton.contract.ProxyPayoutRequest;
import dev.cocoonsdk.ton.contract.SaveState;
import dev.cocoonsdk.ton.contract.TextCommand;
import dev.cocoonsdk.ton.contract.WalletSendMessage;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our Cocoon wallet: {@code docs/protocol/contracts.md} 9.6 and {@code wallet.json}. */
class WalletContractTest {

    private static final Ed25519Key KEY = Stage.key(3);
    /** Accepts everything. */
    private static final StateInit OWNER_INIT = new StateInit(Cell.EMPTY, Cell.EMPTY);

    private static final TonAddress OWNER = OWNER_INIT.address();
    private static final TonAddress STRANGER = account(0x66);
    private static final TonAddress RECEIVER = account(0x33);
    private static final long NOW = Stage.START.getEpochSecond();
    private static final long LATER = NOW + 3600;
    private static final StateInit INIT = new StateInit(
            DevnetContracts.wallet(),
            WalletStorage.initial(KEY.publicKey(), OWNER).toCell());
    private static final TonAddress WALLET = INIT.address();
    private static final Devnet DEVNET =
            Devnet.builder().clock(InstantSource.fixed(Stage.START)).open();
    private static final Snapshot EMPTY = DEVNET.snapshot();

    @AfterAll
    static void close() {
        DEVNET.close();
    }

    @BeforeEach
    void begin() {
        DEVNET.restore(EMPTY);
        DEVNET.deliver(Devnet.internalFrom(STRANGER, Transfer.deploy(OWNER_INIT, ton("1"))));
    }

    @Test
    void theFirstMessageDeploysTheWalletAndMovesItsNumber() {
        receive(WALLET, ton("10"));

        Outcome outcome = external(signed(KEY, 0, LATER, 0, message("1")), INIT);

        assertThat(outcome.result()).isEqualTo("exit 0");
        assertThat(outcome.received(RECEIVER)).isEqualTo(NanoTon.PER_TON);
        assertThat(storage().seqno()).isEqualTo(1);
        assertThat(method("seqno")).isEqualTo(StackValue.Int.of(1));
        assertThat(method("get_public_key"))
                .isEqualTo(new StackValue.Int(
                        new BigInteger(1, KEY.publicKey().value().toBytes())));
        assertThat(TonAddress.read(((StackValue.OfSlice) method("get_owner_address"))
                        .rest()
                        .beginRead()))
                .isEqualTo(OWNER);
    }

    @Test
    void checksAreMadeInTheOrderOfTheSpecification() {
        deploy("1");
        // Every message fails in all later checks too.
        assertRefused(1030, signed(Stage.WRONG_KEY, 9, NOW, 7, message("1")));
        owner(TextCommand.BLOCK.toCell());
        assertRefused(1031, signed(Stage.WRONG_KEY, 9, NOW + 1, 7, message("1")));
        owner(TextCommand.UNBLOCK.toCell());
        assertRefused(1032, signed(Stage.WRONG_KEY, 9, NOW + 1, 7, message("1")));
        assertRefused(1033, signed(Stage.WRONG_KEY, 9, NOW + 1, 0, message("1")));
        assertRefused(1034, signed(Stage.WRONG_KEY, 0, NOW + 1, 0, message("1")));
        assertRefused(1035, signed(KEY, 0, NOW + 1, 0, message("1")));
    }

    @Test
    void aMessageIsTooLateAtTheSecondOfItsEnd() {
        deploy("10");
        DEVNET.advance(Duration.ofSeconds(10));

        assertRefused(1030, signed(KEY, 0, NOW + 10, 0, message("1")));
        assertThat(external(signed(KEY, 0, NOW + 11, 0, message("1")), null).result())
                .isEqualTo("exit 0");
    }

    @Test
    void aMessageIsExecutedOnce() {
        deploy("10");
        Cell body = signed(KEY, 0, LATER, 0, message("1"));
        external(body, null);

        assertRefused(1032, body);
    }

    @Test
    void aMalformedMessageIsRefusedAndCostsNothing() {
        deploy("10");
        long before = coins();
        CellBuilder trailing = head(0, LATER, 0).storeUint(0, 5);

        assertRefused(9, sign(KEY, trailing.build()));
        assertThat(coins()).isEqualTo(before);
    }

    @Test
    void coinsAndStateInformationAreAcceptedFromAnyone() {
        deploy("10");
        for (Cell body : List.of(
                new Excesses(1).toCell(),
                new Payout(1).toCell(),
                new SaveState(1, 2, KEY.publicKey().value()).toCell(),
                Cell.EMPTY)) {
            Outcome outcome = send(STRANGER, body);
            assertThat(outcome.result()).isEqualTo("exit 0");
            assertThat(outcome.sent()).isEmpty();
        }
    }

    @Test
    void onlyTheOwnerGivesOrders() {
        deploy("10");
        Cell unknown = new ProxyPayoutRequest(1, STRANGER).toCell();
        assertThat(send(STRANGER, TextCommand.WITHDRAW.toCell()).result()).isEqualTo("exit 1040");
        assertThat(send(STRANGER, unknown).result()).isEqualTo("exit 1040");
        assertThat(owner(unknown).result()).isEqualTo("exit 1041");
        assertThat(owner(new TextCommand('x').toCell()).result()).isEqualTo("exit 1041");
        assertThat(owner(new CellBuilder().storeUint(0, 32).build()).result()).isEqualTo("exit 9");
    }

    @Test
    void theOwnerWithdrawsEverythingButAHundredthOfATon() {
        deploy("10");

        Outcome outcome = owner(TextCommand.WITHDRAW.toCell());

        assertThat(coins()).isEqualTo(10_000_000);
        Outcome.Sent sent = outcome.sent().get(0);
        assertThat(sent.destination()).isEqualTo(OWNER);
        assertThat(sent.bounce()).isTrue();
        assertThat(sent.value()).isGreaterThan(ton("10").value());
        assertThat(message(outcome).body()).isEqualTo(TextCommand.WITHDRAW.toCell());
    }

    @Test
    void theOwnerSendsAnyMessage() {
        deploy("10");
        Cell inner = message("2");

        Outcome outcome = owner(new WalletSendMessage(5, 1, inner).toCell());

        assertThat(outcome.result()).isEqualTo("exit 0");
        assertThat(outcome.received(RECEIVER)).isEqualTo(ton("2").value());
    }

    @Test
    void blockingKeepsTheOtherBitsOfTheStatus() {
        deploy("10");
        owner(TextCommand.BLOCK.toCell());
        assertThat(storage().isBlocked()).isTrue();
        owner(TextCommand.BLOCK.toCell());
        assertThat(storage().status()).isEqualTo(1);
        owner(TextCommand.UNBLOCK.toCell());
        assertThat(storage().status()).isZero();
        owner(TextCommand.UNBLOCK.toCell());
        assertThat(storage().status()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> signedPartsOfTheVectorsAreExecuted() {
        return list(Vectors.load("wallet.json"), "external_messages").stream()
                .filter(vector -> number(vector, "seqno") < (1L << 32) - 1)
                .map(vector -> dynamicTest(text(vector, "name"), () -> execute(vector)));
    }

    private static void execute(JsonObject vector) {
        Ed25519Key key = Ed25519Key.ofSeed(java.util.HexFormat.of().parseHex(text(vector, "private_key_hex")));
        WalletStorage storage = new WalletStorage(number(vector, "seqno"), 0, key.publicKey(), 0, OWNER);
        StateInit init = new StateInit(DevnetContracts.wallet(), storage.toCell());
        DEVNET.restore(EMPTY);
        receive(init.address(), ton("1000"));

        Outcome outcome = deliver(init.address(), cell(object(vector, "signed_body")), init);

        assertThat(outcome.result()).isEqualTo("exit 0");
        List<JsonObject> messages = list(vector, "messages");
        assertThat(outcome.transactions().get(0).transaction().outgoing()).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(outcome.sent().get(i).destination())
                    .isEqualTo(TonAddress.parse(text(messages.get(i), "destination")));
        }
    }

    private static void deploy(String coins) {
        DEVNET.deliver(Devnet.internalFrom(STRANGER, Transfer.deploy(INIT, ton(coins))));
    }

    private static void receive(TonAddress account, NanoTon coins) {
        DEVNET.fund(account, coins);
    }

    private static Outcome owner(Cell body) {
        return send(OWNER, body);
    }

    private static Outcome send(TonAddress from, Cell body) {
        return new Outcome(DEVNET.deliver(Devnet.internalFrom(from, Transfer.message(WALLET, ton("0.1"), body))));
    }

    private static Outcome external(Cell body, StateInit init) {
        return deliver(WALLET, body, init);
    }

    private static Outcome deliver(TonAddress wallet, Cell body, StateInit init) {
        MessageHeader header = MessageHeader.ExternalIn.to(MsgAddress.of(wallet));
        return new Outcome(DEVNET.deliver(Message.of(header, init, body)));
    }

    private static void assertRefused(int exitCode, Cell body) {
        assertThatThrownBy(() -> external(body, null))
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(exitCode));
    }

    private static CellBuilder head(long subwallet, long validUntil, long seqno) {
        return new CellBuilder()
                .storeUint(subwallet, 32)
                .storeUint(validUntil, 32)
                .storeUint(seqno, 32);
    }

    private static Cell signed(Ed25519Key key, long subwallet, long validUntil, long seqno, Cell message) {
        return sign(
                key,
                head(subwallet, validUntil, seqno)
                        .storeUint(1, 8)
                        .storeRef(message)
                        .build());
    }

    private static Cell sign(Ed25519Key key, Cell part) {
        byte[] signature = key.sign(part.hash().toBytes());
        return new CellBuilder()
                .storeBytes(signature)
                .storeSlice(part.beginRead())
                .build();
    }

    private static Cell message(String coins) {
        MessageHeader header = MessageHeader.Internal.toSend(false, MsgAddress.of(RECEIVER), ton(coins));
        return Message.of(header, null, Cell.EMPTY).toCell();
    }

    private static Message message(Outcome outcome) {
        return outcome.transactions().get(0).transaction().outgoing().get(0);
    }

    private static WalletStorage storage() {
        return WalletStorage.parse(requireNonNull(DEVNET.account(WALLET).data()));
    }

    private static long coins() {
        return DEVNET.account(WALLET).balance().value();
    }

    private static StackValue method(String name) {
        GetMethodResult result = get(DEVNET.api().runGetMethod(WALLET, name, List.of()));
        assertThat(result.isSuccess()).isTrue();
        return result.stack().get(0);
    }
}
