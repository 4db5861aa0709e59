package dev.cocoonsdk.devnet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetTransaction;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local chain over HTTP, in the shapes that TonCenter's users expect. */
class DevnetHttpTest {

    private static final String TOKEN = "a token for this test only";
    private static final TonAddress POOR = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final TonAddress NOBODY = TonAddress.basechain(Hash256.sha256(new byte[] {2}));
    private static final NanoTon GIFT = NanoTon.parse("2.5");

    private static Devnet devnet;
    private static DevnetHttp http;
    private static URI uri;
    private static TonAddress wallet;
    private static DevnetTransaction arrival;

    @BeforeAll
    static void start() {
        devnet = Devnet.open();
        http = DevnetHttp.start(devnet, 0, Secret.of(TOKEN));
        uri = http.uri();
        List<DevnetTransaction> sent = devnet.fund(POOR, GIFT);
        arrival = sent.get(sent.size() - 1);
        Ed25519Key key = Ed25519Key.ofSeed(new byte[32]);
        StateInit state =
                new StateInit(DevnetContracts.wallet(), new WalletStorage(0, 0, key.publicKey(), 0, POOR).toCell());
        wallet = state.address();
        devnet.deliver(Devnet.internalFrom(POOR, Transfer.deploy(state, NanoTon.ofTon(5))));
    }

    @AfterAll
    static void stop() {
        http.close();
        devnet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "friendly", "wire"})
    void versionTwoShowsAnAccountInAnySpelling(String spelling) {
        String address = spelling.equals("raw")
                ? POOR.toString()
                : spelling.equals("friendly") ? POOR.toFriendly(AddressForm.BOUNCEABLE) : POOR.toWire(true);

        JsonObject account = Asked.get(uri, "/api/v2/getAddressInformation?address=" + address)
                .result();

        assertThat(account.string("@type")).isEqualTo("raw.fullAccountState");
        assertThat(account.string("balance")).isEqualTo("2500000000");
        assertThat(account.string("state")).isEqualTo("uninitialized");
        assertThat(account.string("code")).isEmpty();
        JsonObject last = Objects.requireNonNull(account.object("last_transaction_id"));
        assertThat(last.string("hash")).isEqualTo(arrival.id().hash().toBase64());
        assertThat(last.string("lt")).isEqualTo(Long.toString(arrival.id().lt()));
    }

    @Test
    void versionTwoListsTransactionsWithTheirCells() {
        JsonObject answer = Asked.get(uri, "/api/v2/getTransactions?limit=5&address=" + POOR)
                .json();

        JsonObject transaction = (JsonObject) answer.array("result").get(0);
        byte[] data = Base64.getDecoder().decode(Objects.requireNonNull(transaction.string("data")));
        assertThat(BagOfCells.parseSingle(data).hash()).isEqualTo(arrival.id().hash());
        JsonObject message = Objects.requireNonNull(transaction.object("in_msg"));
        assertThat(message.string("value")).isEqualTo("2500000000");
        assertThat(message.string("source")).isEqualTo(devnet.faucet().toFriendly(AddressForm.TESTNET_BOUNCEABLE));
    }

    @Test
    void versionTwoRunsGetMethodsAndTellsWhereThereIsNoContract() {
        JsonObject seqno = Asked.post(
                        uri,
                        "/api/v2/runGetMethod",
                        JsonValue.object(
                                "address", wallet.toString(), "method", "seqno", "stack", JsonValue.array(List.of())))
                .result();
        JsonObject none = Asked.get(uri, "/api/v2/runGetMethod?method=seqno&address=" + NOBODY)
                .result();

        assertThat(seqno.integer("exit_code")).isZero();
        assertThat(Objects.requireNonNull(seqno.get("stack")).toJson()).isEqualTo("[[\"num\",\"0x0\"]]");
        assertThat(none.integer("exit_code")).isEqualTo(-13);
    }

    @Test
    void jsonRpcAnswersWithTheRequestsId() {
        JsonObject request = JsonValue.object(
                "jsonrpc",
                "2.0",
                "id",
                7,
                "method",
                "getAddressBalance",
                "params",
                JsonValue.object("address", POOR.toString()));

        JsonObject answer = Asked.post(uri, "/api/v2/jsonRPC", request).json();

        assertThat(answer.integer("id")).isEqualTo(7);
        assertThat(answer.string("result")).isEqualTo("2500000000");
    }

    @Test
    void aRefusedMessageIsAnErrorAndNotTaken() {
        Cell message = Message.of(
                        MessageHeader.ExternalIn.to(MsgAddress.of(wallet)),
                        null,
                        new CellBuilder().storeUint(1, 32).build())
                .toCell();
        JsonObject body = JsonValue.object("boc", Base64.getEncoder().encodeToString(BagOfCells.serialize(message)));

        Asked two = Asked.post(uri, "/api/v2/sendBoc", body);
        Asked three = Asked.post(uri, "/api/v3/message", body);

        assertThat(two.status()).isEqualTo(500);
        assertThat(two.json().string("error")).startsWith("LITE_SERVER_UNKNOWN: ");
        assertThat(two.json().integer("code")).isEqualTo(500);
        assertThat(three.status()).isEqualTo(500);
        assertThat(three.json().members()).containsKeys("error", "code");
    }

    @Test
    void versionThreeShowsAccountsTransactionsAndBlocks() {
        JsonObject states = Asked.get(
                        uri,
                        "/api/v3/accountStates?include_boc=true&address=" + POOR + "&address=" + wallet + "&address="
                                + NOBODY)
                .json();
        JsonObject transactions =
                Asked.get(uri, "/api/v3/transactions?sort=asc&account=" + POOR).json();
        JsonObject info = Asked.get(uri, "/api/v3/masterchainInfo").json();

        assertThat(states.array("accounts")).hasSize(2);
        JsonObject deployed = (JsonObject) states.array("accounts").get(1);
        assertThat(deployed.string("status")).isEqualTo("active");
        assertThat(deployed.string("code_hash"))
                .isEqualTo(DevnetContracts.wallet().hash().toBase64());
        JsonObject transaction = (JsonObject) transactions.array("transactions").get(0);
        assertThat(transaction.string("hash")).isEqualTo(arrival.id().hash().toBase64());
        assertThat(Objects.requireNonNull(transaction.object("description")).string("type"))
                .isEqualTo("ord");
        assertThat(Objects.requireNonNull(info.object("last")).integer("seqno")).isPositive();
    }

    @Test
    void versionThreeFindsATransactionByItsMessage() {
        String hash = URLEncoder.encode(arrival.incoming().toCell().hash().toBase64(), StandardCharsets.UTF_8);

        JsonObject found = Asked.get(uri, "/api/v3/transactionsByMessage?direction=in&msg_hash=" + hash)
                .json();

        assertThat(found.array("transactions")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/getAddressInformation",
                "/api/v2/getAddressInformation?address=zzz",
                "/api/v2/getTransactions?limit=-1&address=0:",
                "/api/v3/accountStates",
                "/api/v3/transactions?hash=short",
                "/api/v3/runGetMethod?address=0:12"
            })
    void unusableParametersGetAnErrorInTheInterfacesShape(String path) {
        Asked answer = Asked.get(uri, path);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().string("error")).isNotBlank();
        assertThat(answer.json().integer("code")).isEqualTo(422);
    }

    @Test
    void unknownMethodsNameTheKnownOnes() {
        assertThat(Asked.get(uri, "/api/v2/getTokenData?address=" + POOR).status())
                .isEqualTo(404);
        assertThat(Asked.get(uri, "/api/v2/getTokenData").json().string("error"))
                .contains("getMasterchainInfo");
        assertThat(Asked.get(uri, "/api/v3/jettons").json().string("error")).contains("masterchainInfo");
        assertThat(Asked.ask(uri, "DELETE", "/api/v2/sendBoc", null, null).status())
                .isEqualTo(405);
    }

    @Test
    void hugeBodiesAreRefusedBeforeTheyAreParsed() {
        Asked answer = Asked.ask(uri, "POST", "/api/v2/sendBoc", "x".repeat(Door.MAX_BODY_BYTES + 1), null);

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void onlyTheTokenOpensAdministration() {
        JsonObject gift = JsonValue.object("address", NOBODY.toFriendly(AddressForm.BOUNCEABLE), "nanoton", 5);

        assertThat(Asked.post(uri, "/devnet/fund", gift).status()).isEqualTo(403);
        assertThat(Asked.ask(uri, "POST", "/devnet/fund", gift.toJson(), "wrong")
                        .status())
                .isEqualTo(403);
        assertThat(Asked.ask(uri, "GET", "/devnet/fund", null, TOKEN).status()).isEqualTo(405);
        try (DevnetHttp closed = DevnetHttp.start(devnet, 0)) {
            assertThat(Asked.ask(closed.uri(), "POST", "/devnet/fund", gift.toJson(), "")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(devnet.account(NOBODY).balance()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void theTokenFundsAccountsAndMovesTheClock() {
        TonAddress account = TonAddress.basechain(Hash256.sha256(new byte[] {3}));
        JsonObject gift = JsonValue.object("address", account.toString(), "nanoton", 1_500_000_000L);
        long before = devnet.clock().instant().getEpochSecond();

        Asked funded = Asked.ask(uri, "POST", "/devnet/fund", gift.toJson(), TOKEN);
        Asked advanced = Asked.ask(uri, "POST", "/devnet/advance", "{\"seconds\":86400}", TOKEN);

        assertThat(funded.status()).as(funded.body()).isEqualTo(200);
        assertThat(devnet.account(account).balance()).isEqualTo(NanoTon.parse("1.5"));
        assertThat(advanced.json().integer("now")).isGreaterThanOrEqualTo(before + 86_400);
    }

    @Test
    void pagesShowAccountsTransactionsAndBlocksWithoutAnythingFromElsewhere() {
        Asked overview = Asked.get(uri, "/");
        Asked account = Asked.get(uri, "/account/" + wallet);
        Asked transaction = Asked.get(uri, "/transaction/" + arrival.id().hash().toHex());
        Asked block = Asked.get(uri, "/block/" + arrival.block());

        assertThat(overview.type()).startsWith("text/html");
        assertThat(overview.body())
                .contains("2.5 TON", "faucet", "deploy")
                .doesNotContain("http:", "https:", "<script");
        assertThat(account.body()).contains("wallet", "5 TON", "Storage", "seqno");
        assertThat(transaction.body()).contains("Received", "2.5 TON");
        assertThat(block.body()).contains("Block " + arrival.block());
        assertThat(Asked.get(uri, "/find?q=" + arrival.id().hash().toHex()).body())
                .contains("Received");
        assertThat(Asked.get(uri, "/transactions").status()).isEqualTo(200);
        assertThat(Asked.get(uri, "/accounts").status()).isEqualTo(200);
        assertThat(Asked.get(uri, "/blocks").status()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsAPageThatSaysSoAndEscapesWhatWasAsked() {
        Asked page = Asked.get(uri, "/find?q=%3Cscript%3Ealert(1)%3C/script%3E");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).doesNotContain("<script>");
    }
}
