package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.QueryMessage;
import dev.cocoonsdk.ton.contract.RootAddModelType;
import dev.cocoonsdk.ton.contract.RootAddProxyType;
import dev.cocoonsdk.ton.contract.RootAddWorkerType;
import dev.cocoonsdk.ton.contract.RootChangePrice;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.contract.RootDelModelType;
import dev.cocoonsdk.ton.contract.RootDelProxyType;
import dev.cocoonsdk.ton.contract.RootDelWorkerType;
import dev.cocoonsdk.ton.contract.RootRegisterProxy;
import dev.cocoonsdk.ton.contract.RootUnregisterProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a root contract. */
@Command(
        name = "change",
        description = {
            "Change a root contract, from its owner's wallet. CHANGE and its VALUES are one of",
            "  price TON TON               price per token and the worker's part of it (new contracts for everybody)",
            "  add-proxy-image HASH        del-proxy-image HASH",
            "  add-worker-image HASH       del-worker-image HASH",
            "  add-model NAME              del-model NAME",
            "  register-proxy \"WORKERS_HOST:PORT CLIENTS_HOST:PORT\"     unregister-proxy NUMBER"
        },
        footer = {
            "  ./cocoon root change EQ… add-model Qwen/Qwen3-8B --key owner.key --ton http://127.0.0.1:8081",
            "  ./cocoon root change EQ… price 0.000000002 0.000000001 --key owner.key --ton URL --dry-run"
        })
final class RootChangeCommand extends CliCommand {

    @Parameters(index = "0", paramLabel = "ROOT", description = "The root contract.")
    private @Nullable String root;

    @Parameters(index = "1", paramLabel = "CHANGE", description = "What to change.")
    private @Nullable String change;

    @Parameters(index = "2..*", arity = "1..2", paramLabel = "VALUE", description = "The change's values.")
    private List<String> values = List.of();

    @Option(names = "--live", description = "Accept that this is not the local chain.")
    private boolean live;

    @Mixin
    private final WalletSender sender = new WalletSender();

    RootChangeCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress address = ChainCall.address("ROOT", Objects.requireNonNull(root));
        QueryMessage message = message(new SecureRandom().nextLong());
        if (!live && !sender.isLocal(context())) {
            throw CliException.usage("this would change a network that others use (give --live if that is wanted)");
        }
        return sender.send(
                context(),
                RootContract.at(address).send(message),
                "change the root: " + change + " " + String.join(" ", values));
    }

    private QueryMessage message(long id) {
        String first = values.get(0);
        return switch (Objects.requireNonNull(change)) {
            case "price" -> {
                if (values.size() != 2) {
                    throw CliException.usage("price: one amount (expected: price per token and the worker's part)");
                }
                yield new RootChangePrice(id, NanoTon.parse(first), NanoTon.parse(values.get(1)));
            }
            case "add-proxy-image" -> new RootAddProxyType(id, hash(first));
            case "del-proxy-image" -> new RootDelProxyType(id, hash(first));
            case "add-worker-image" -> new RootAddWorkerType(id, hash(first));
            case "del-worker-image" -> new RootDelWorkerType(id, hash(first));
            case "add-model" -> new RootAddModelType(id, model(first));
            case "del-model" -> new RootDelModelType(id, model(first));
            case "register-proxy" -> new RootRegisterProxy(id, first);
            case "unregister-proxy" -> new RootUnregisterProxy(id, number(first));
            default -> throw CliException.usage("CHANGE: " + change + " (see ./cocoon root change --help)");
        };
    }

    private static long number(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Long.parseLong(text);
        }
        throw CliException.usage("unregister-proxy: " + text + " (expected: a proxy's number)");
    }

    private static Hash256 model(String name) {
        return Hash256.sha256(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Hash256 hash(String text) {
        try {
            return text.length() == 2 * Hash256.LENGTH ? Hash256.ofHex(text) : Hash256.ofBase64(text);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("HASH: (expected: 32 bytes in hexadecimal or base64)", e);
        }
    }
}
