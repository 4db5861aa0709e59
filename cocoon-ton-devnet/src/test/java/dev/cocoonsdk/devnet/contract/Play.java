package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Stage.WORKER_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.contract.Move.What;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.util.List;

/** Random steps on a stage with two clients, the accounts that they should lead to, and what must be true after each. */
final class Play {

    static final long PRICE = Stage.PARAMS.pricePerToken().value();
    static final long FEE = Stage.PARAMS.workerFeePerToken().value();

    private final Stage stage;
    private final List<ClientContract> clients;
    private final boolean honest;
    private final Moves moves;
    private final long[] toppedUp;
    private final long[] charged;
    private final long[] paid;
    private final long[] beyondStake;
    private long workerPaid;
    private long workerTooLate;
    private Books books;

    /**
     * Begins with the stage as it is.
     *
     * @param honest whether the proxy signs nothing beyond what clients have, and no payouts beyond what was charged
     */
    Play(Stage stage, List<ClientContract> clients, boolean honest) {
        this.stage = stage;
        this.clients = clients;
        this.honest = honest;
        this.moves = new Moves(stage, clients);
        this.toppedUp = new long[clients.size()];
        this.charged = new long[clients.size()];
        this.paid = new long[clients.size()];
        this.beyondStake = new long[clients.size()];
        this.books = Books.read(stage, clients);
    }

    void step(Move move) {
        if (move.what() == What.WAIT) {
            stage.devnet.advance(Duration.ofHours(move.who() < 0 ? 25 : 1 + move.who()));
        } else {
            long counter = counter(move);
            Transfer transfer = moves.transfer(move, counter);
            record(move, counter, stage.send(moves.sender(move), transfer));
        }
        checkBooks();
    }

    /** Closes a client by force, as one does whose proxy has vanished. */
    void forceClose(int client) {
        if (books.clients().get(client).state() == ContractState.OPEN) {
            step(refund(client));
        }
        if (books.clients().get(client).state() == ContractState.CLOSING) {
            stage.devnet.advance(Stage.PARAMS.clientDelay().plusSeconds(1));
            step(refund(client));
        }
        assertThat(books.clients().get(client).state()).isEqualTo(ContractState.CLOSED);
    }

    private static Move refund(int client) {
        return new Move(What.REQUEST_REFUND, -1, client, 0, 0, NanoTon.PER_TON, false);
    }

    /** What a client put in, less what signed charges took. */
    long due(int client) {
        return toppedUp[client] - charged[client];
    }

    long paid(int client) {
        return paid[client];
    }

    private long counter(Move move) {
        return switch (move.what()) {
            case CHARGE, GRANT_REFUND -> {
                ClientStorage client = books.clients().get(move.client());
                long most = honest ? client.balance().value() / PRICE : Long.MAX_VALUE;
                yield Math.max(0, client.tokensUsed() + Math.min(move.tokens(), most));
            }
            case WORKER_PAYOUT, WORKER_LAST_PAYOUT -> {
                long earned = (charged[0] + charged[1]) / PRICE - books.worker().tokens();
                long most = honest ? earned : Long.MAX_VALUE;
                yield Math.max(0, books.worker().tokens() + Math.min(move.tokens(), most));
            }
            default -> 0;
        };
    }

    private void record(Move move, long counter, Outcome outcome) {
        Books before = books;
        books = Books.read(stage, clients);
        boolean done = outcome.result().equals("exit 0");
        if (done && (move.what() == What.TOP_UP || move.what() == What.TOP_UP_WITH_SECRET)) {
            toppedUp[move.client()] += move.coins();
        }
        for (int i = 0; i < clients.size(); i++) {
            recordClient(i, before, outcome);
        }
        workerPaid += Books.paid(stage, outcome, WORKER_OWNER);
        if (before.isProxyClosed() && before.worker().tokens() != books.worker().tokens()) {
            workerTooLate += (counter - before.worker().tokens()) * FEE;
        }
        if (move.what() == What.FORGED_REFUND || move.what() == What.FORGED_PAYOUT) {
            assertThat(outcome.result()).isIn("exit 1014", "skipped (no-gas)");
        }
    }

    private void recordClient(int i, Books before, Outcome outcome) {
        ClientStorage was = before.clients().get(i);
        ClientStorage is = books.clients().get(i);
        long cost = (is.tokensUsed() - was.tokensUsed()) * PRICE;
        charged[i] += Math.min(cost, was.balance().value());
        paid[i] += Books.paid(stage, outcome, clients.get(i).wallet());
        boolean forced = was.state() == ContractState.CLOSING
                && is.state() == ContractState.CLOSED
                && is.tokensUsed() == was.tokensUsed()
                && is.unlockTime() == was.unlockTime();
        if (forced && !before.isProxyClosed()) {
            beyondStake[i] +=
                    Math.max(0, was.balance().value() - before.proxy().stake().value());
        }
        assertThat(is.tokensUsed()).as("tokens used").isGreaterThanOrEqualTo(was.tokensUsed());
        assertThat(is.stake()).as("client stake").isGreaterThanOrEqualTo(was.stake());
        assertThat(is.state()).as("client state").isGreaterThanOrEqualTo(was.state());
        assertThat(books.worker().tokens())
                .as("tokens")
                .isGreaterThanOrEqualTo(before.worker().tokens());
        assertThat(books.worker().state())
                .as("worker state")
                .isGreaterThanOrEqualTo(before.worker().state());
        assertThat(books.proxy().state())
                .as("proxy state")
                .isGreaterThanOrEqualTo(before.proxy().state());
    }

    private void checkBooks() {
        assertThat(stage.devnet.totalCoins().plus(stage.devnet.collectedFees()))
                .as("all coins and fees")
                .isEqualTo(stage.devnet.mintedCoins());
        for (int i = 0; i < clients.size(); i++) {
            long known = books.clients().get(i).balance().value()
                    + paid[i]
                    + books.owed(clients.get(i).wallet())
                    + beyondStake[i];
            assertThat(known).as("money of client %s", i).isEqualTo(due(i));
        }
        assertThat(workerPaid + books.owed(WORKER_OWNER) + workerTooLate)
                .as("money of the worker")
                .isEqualTo(books.worker().tokens() * FEE);
        if (honest) {
            checkSolvency();
        }
    }

    private void checkSolvency() {
        assertThat(books.debts().byOwner()).as("debts").isEmpty();
        long notPaidOut = charged[0] + charged[1] - books.worker().tokens() * PRICE;
        assertThat(books.proxyCoins())
                .as("coins of the proxy contract")
                .isGreaterThanOrEqualTo(books.proxy().balance().value()
                        + books.proxy().stake().value()
                        + books.clientBalances()
                        + notPaidOut);
    }
}
