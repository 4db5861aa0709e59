package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.FriendlyAddress;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.BocFormatException;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends coins. */
@Command(
        name = "send",
        description = {"Send coins from a key's wallet, and wait until the receiver has them."},
        footer = {
            "  ./cocoon wallet send EQ… 1.5 --key owner.key --ton mainnet --dry-run",
            "  ./cocoon wallet send EQ… 20 --no-bounce --key owner.key --ton mainnet    to a wallet that is not deployed yet"
        })
final class WalletSendCommand extends CliCommand {

    private static final int MAX_COMMENT_BYTES = 100;

    @Parameters(index = "0", paramLabel = "TO", description = "The receiver, in any spelling.")
    private @Nullable String to;

    @Parameters(index = "1", paramLabel = "TON", description = "How much, for example 1.5.")
    private @Nullable String amount;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "A comment that everybody can read; at most 100 bytes.")
    private @Nullable String comment;

    @Option(names = "--body", paramLabel = "FILE", description = "The message's body, a bag of cells.")
    private @Nullable Path body;

    @Option(
            names = "--no-bounce",
            description = "The coins stay with the receiver even if it has no contract; as with an address UQ… or 0Q….")
    private boolean noBounce;

    @Mixin
    private final WalletSender sender = new WalletSender();

    WalletSendCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        String spelling = Objects.requireNonNull(to);
        TonAddress receiver = ChainCall.address("TO", spelling);
        NanoTon coins = NanoTon.parse(Objects.requireNonNull(amount));
        Transfer transfer = new Transfer(receiver, coins, !noBounce && bounces(spelling), null, message());
        return sender.send(context(), transfer, "transfer");
    }

    /** A friendly address says it itself; a raw one does not. */
    private static boolean bounces(String address) {
        return address.indexOf(':') >= 0
                || FriendlyAddress.parse(address).form().isBounceable();
    }

    private Cell message() throws IOException {
        if (comment != null && body != null) {
            throw CliException.usage("--comment and --body: both (expected: at most one)");
        } else if (body != null) {
            try {
                return BagOfCells.parseSingle(Files.readAllBytes(RunnerOptions.readable(body)));
            } catch (BocFormatException e) {
                throw CliException.usage(body + ": " + ErrorReport.firstLine(e), e);
            }
        } else if (comment == null) {
            return Cell.EMPTY;
        }
        byte[] bytes = comment.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_COMMENT_BYTES) {
            throw CliException.usage("--comment: " + bytes.length + " bytes (expected: <= " + MAX_COMMENT_BYTES + ")");
        }
        return new CellBuilder().storeUint(0, 32).storeBytes(bytes).build();
    }
}
