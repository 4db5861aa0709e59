package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What accounts are called, and what is in the storage of those that are Cocoon contracts. */
final class AccountNames {

    private static final int SHOWN = 6;

    private final Chain chain;

    AccountNames(Chain chain) {
        this.chain = chain;
    }

    String kind(AccountState account) {
        if (account.address().equals(chain.view().faucet())) {
            return "faucet";
        }
        String ours = ours(account);
        return ours != null ? ours : account.isActive() ? "contract" : "—";
    }

    private @Nullable String ours(AccountState account) {
        Cell code = account.code();
        return code == null ? null : chain.view().kind(code.hash());
    }

    /** Fields of the storage, values as HTML; none if it is no contract of ours. */
    List<List<String>> storage(AccountState account) {
        String kind = ours(account);
        Cell data = account.data();
        if (kind == null || data == null) {
            return List.of();
        }
        try {
            return switch (kind) {
                case "client" -> BodyText.components(ClientStorage.parse(data));
                case "proxy" -> BodyText.components(ProxyStorage.parse(data));
                case "worker" -> BodyText.components(WorkerStorage.parse(data));
                case "wallet" -> BodyText.components(WalletStorage.parse(data));
                default -> List.of();
            };
        } catch (CellException e) {
            return List.of(List.of("unreadable", Html.text(String.valueOf(e.getMessage()))));
        }
    }

    /** The whole address as a link. */
    String link(TonAddress address) {
        return Html.link("/account/" + address, Html.code(address.toFriendly(AddressForm.TESTNET_BOUNCEABLE)));
    }

    /** Beginning and end of the address, and what it is, as a link. */
    String brief(TonAddress address) {
        String friendly = address.toFriendly(AddressForm.TESTNET_BOUNCEABLE);
        String kind = kind(chain.account(address));
        String text = friendly.substring(0, SHOWN) + "…" + friendly.substring(friendly.length() - SHOWN);
        return Html.link("/account/" + address, Html.code(text)) + (kind.equals("—") ? "" : " " + Html.soft(kind));
    }
}
