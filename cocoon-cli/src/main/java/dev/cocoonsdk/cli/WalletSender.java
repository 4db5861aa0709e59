package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletContract;
import dev.cocoonsdk.ton.wallet.WalletMessage;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Sends one transfer from the user's wallet and says what the receiver did with it. A message is valid for two minutes and has the wallet's
 * seqno, so that it can never be executed twice.
 */
final class WalletSender {

    private static final Duration VALID = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int MOST_FAILURES = 30;
    private static final String UNKNOWN =
            "the message was handed over, but did not appear; look at both accounts before trying again";

    /** What contracts of ordinary wallets keep for a message; Cocoon wallets demand more ({@code docs/protocol/payments.md} 2). */
    private static final NanoTon FEES = NanoTon.of(NanoTon.PER_TON / 50);

    private static final NanoTon COCOON_MINIMUM = NanoTon.of(21 * NanoTon.PER_TON / 10);

    @Option(names = "--dry-run", description = "Say what would be sent and send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final WalletKeyOptions keys = new WalletKeyOptions();

    @Mixin
    private final WalletOptions wallets = new WalletOptions();

    @Mixin
    private final TonOptions ton = new TonOptions();

    /** The opened wallet. */
    private record Opened(TonApi api, Ed25519Key key, WalletContract wallet, boolean testnet) {}

    private @Nullable Opened opened;

    private Opened opened(CliContext context) throws IOException {
        if (opened == null) {
            boolean testnet = ton.isTestnet(context.environment());
            TonApi api = ton.open(context);
            Ed25519Key key = keys.key(context);
            opened = new Opened(api, key, wallets.wallet(key.publicKey(), testnet), testnet);
        }
        return opened;
    }

    /** The sender's address. */
    TonAddress address(CliContext context) throws IOException {
        return opened(context).wallet().address();
    }

    /** Whether the server is on this machine. */
    boolean isLocal(CliContext context) {
        return ton.isLocal(context.environment());
    }

    /** The network. */
    TonApi api(CliContext context) throws IOException {
        return opened(context).api();
    }

    /**
     * Sends and waits until the receiver has the message.
     *
     * @param what a few words for people
     * @return the exit code
     */
    int send(CliContext context, Transfer transfer, String what) throws IOException {
        Opened with = opened(context);
        AccountState sender = ChainCall.await(with.api().account(with.wallet().address()));
        NanoTon needed = transfer.value().plus(with.wallet() instanceof CocoonWallet ? COCOON_MINIMUM : FEES);
        JsonObject plan = JsonValue.object(
                "from", WalletAddresses.friendly(with.wallet().address(), with.testnet()),
                "to", WalletAddresses.friendly(transfer.destination(), with.testnet()),
                "nanoton", transfer.value().value(),
                "bounce", transfer.bounce(),
                "body", transfer.body().hash().toHex(),
                "wallet_needs_nanoton", needed.value(),
                "wallet_has_nanoton", sender.balance().value());
        if (!json) {
            print(context.terminal().out(), plan, transfer, needed, sender, what);
        }
        if (sender.balance().compareTo(needed) < 0) {
            throw CliException.payment("the wallet has " + sender.balance() + " (expected: at least " + needed + ")");
        } else if (dryRun) {
            return done(context, plan.with("sent", JsonValue.of(false)), "nothing was sent (--dry-run)");
        }
        TransactionId before =
                ChainCall.await(with.api().account(transfer.destination())).last();
        Instant validUntil = ChainCall.await(with.api().masterchainTime()).plus(VALID);
        long seqno = with.wallet().view(sender.data()).seqno();
        WalletMessage message =
                with.wallet().external(with.key(), seqno, validUntil.getEpochSecond(), List.of(transfer));
        handOver(context, with.api(), message);
        TonTransaction own = find(
                with.api(),
                with.wallet().address(),
                sender.last(),
                validUntil,
                transaction -> transaction.source() == null
                        && transaction.body().hash().equals(message.bodyHash()));
        TonTransaction arrived = find(
                with.api(),
                transfer.destination(),
                before,
                validUntil,
                transaction -> with.wallet().address().equals(transaction.source())
                        && transaction.body().equals(transfer.body())
                        && Long.compareUnsigned(transaction.id().lt(), own.id().lt()) > 0);
        return report(context, plan, transfer, own, arrived);
    }

    /** A server that does not answer may have taken the message all the same, so it is looked for as if it had. */
    private static void handOver(CliContext context, TonApi api, WalletMessage message) {
        try {
            ChainCall.await(api.send(message.external()));
        } catch (CliException e) {
            if (e.exitCode() != ExitCode.UNREACHABLE) {
                throw e;
            }
            context.terminal()
                    .err()
                    .println("cocoon: " + ErrorReport.firstLine(e)
                            + "; the message may be on its way all the same, looking for it");
        }
    }

    private int report(
            CliContext context, JsonObject plan, Transfer transfer, TonTransaction own, TonTransaction arrived) {
        JsonObject answer = plan.with("sent", JsonValue.of(true))
                .with("transaction", JsonValue.of(own.id().hash().toHex()))
                .with("outcome", JsonValue.of(arrived.outcome().name().toLowerCase(Locale.ROOT)));
        String problem = problem(arrived.outcome(), transfer.bounce());
        done(
                context,
                answer,
                problem == null ? "done, transaction " + own.id().hash().toHex() : problem);
        return problem == null ? ExitCode.OK : ExitCode.FAILED;
    }

    /** What the receiver did not do; null if all is well. A transfer that does not bounce needs no contract. */
    private static @Nullable String problem(Outcome outcome, boolean bounce) {
        if (outcome == Outcome.SUCCEEDED || (outcome == Outcome.SKIPPED && !bounce)) {
            return null;
        }
        String what = outcome == Outcome.SKIPPED
                ? "the receiver has no contract that could run with these coins"
                : "the receiver refused it";
        return what + (bounce ? "; the coins come back less fees" : "; the coins stay there");
    }

    private int done(CliContext context, JsonObject answer, String line) {
        context.terminal().out().println(json ? answer.toJson() : line);
        return ExitCode.OK;
    }

    private static void print(
            PrintStream out, JsonObject plan, Transfer transfer, NanoTon needed, AccountState sender, String what) {
        WalletAddresses.line(out, "what", what);
        WalletAddresses.line(
                out, "from", plan.string("from") + " (has " + sender.balance() + ", needs " + needed + ")");
        WalletAddresses.line(out, "to", String.valueOf(plan.string("to")));
        WalletAddresses.line(out, "coins", transfer.value() + (transfer.bounce() ? "" : ", not bouncing"));
    }

    private static TonTransaction find(
            TonApi api, TonAddress account, TransactionId since, Instant end, Predicate<TonTransaction> wanted) {
        int failures = 0;
        boolean over = false;
        while (!over) {
            try {
                for (TonTransaction transaction : ChainCall.await(api.transactionsSince(account, since))) {
                    if (wanted.test(transaction)) {
                        return transaction;
                    }
                }
                over = ChainCall.await(api.masterchainTime()).isAfter(end.plus(VALID));
                failures = 0;
            } catch (CliException e) {
                failures++;
                if (e.exitCode() != ExitCode.UNREACHABLE || failures > MOST_FAILURES) {
                    throw CliException.unreachable(UNKNOWN + ": " + ErrorReport.firstLine(e), e);
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw CliException.unreachable(UNKNOWN, new IllegalStateException("no transaction of " + account));
    }
}
