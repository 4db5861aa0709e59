package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetBlock;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetTransaction;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A devnet behind the pages. Remembers the blocks that it has seen, so that a list of all transactions costs little. */
final class DevnetView implements ChainView {

    private final Devnet devnet;
    private final Map<Hash256, String> kinds;
    private final List<ViewBlock> blocks = new ArrayList<>();

    DevnetView(Devnet devnet) {
        this.devnet = devnet;
        this.kinds = Map.of(
                DevnetContracts.root().hash(), "root",
                DevnetContracts.proxy().hash(), "proxy",
                DevnetContracts.client().hash(), "client",
                DevnetContracts.worker().hash(), "worker",
                DevnetContracts.wallet().hash(), "wallet");
    }

    @Override
    public TonApi api() {
        return devnet.api();
    }

    @Override
    public ViewBlock latest() {
        return view(devnet.newestBlock());
    }

    @Override
    public @Nullable ViewBlock block(long seqno) {
        DevnetBlock block = devnet.block(seqno);
        return block == null ? null : view(block);
    }

    private static ViewBlock view(DevnetBlock block) {
        return new ViewBlock(
                block.id(),
                block.time(),
                block.transactions().stream().map(DevnetView::view).toList());
    }

    private static ViewTransaction view(DevnetTransaction transaction) {
        return new ViewTransaction(
                transaction.account(), transaction.id().lt(), transaction.cell(), transaction.block());
    }

    @Override
    public List<TonAddress> accounts() {
        return devnet.accounts().stream().map(AccountState::address).toList();
    }

    @Override
    public List<ViewTransaction> transactions(@Nullable TonAddress account) {
        List<ViewTransaction> found = new ArrayList<>();
        if (account == null) {
            seen().forEach(block -> found.addAll(block.transactions()));
        } else {
            devnet.transactions(account).forEach(transaction -> found.add(view(transaction)));
        }
        Collections.reverse(found);
        return found;
    }

    /** All blocks, oldest first. A chain that was set back is read anew. */
    private synchronized List<ViewBlock> seen() {
        long newest = devnet.newestBlock().seqno();
        if (!blocks.isEmpty() && !isKept(blocks.get(blocks.size() - 1))) {
            blocks.clear();
        }
        long next = blocks.isEmpty() ? 1 : blocks.get(blocks.size() - 1).id().seqno() + 1;
        for (long number = next; number <= newest; number++) {
            ViewBlock block = block(number);
            if (block != null) {
                blocks.add(block);
            }
        }
        return List.copyOf(blocks);
    }

    private boolean isKept(ViewBlock last) {
        DevnetBlock now = devnet.block(last.id().seqno());
        return now != null && now.id().equals(last.id());
    }

    @Override
    public @Nullable String kind(Hash256 codeHash) {
        return kinds.get(codeHash);
    }

    @Override
    public TonAddress faucet() {
        return devnet.faucet();
    }

    @Override
    public void fund(TonAddress account, NanoTon amount) {
        devnet.fund(account, amount);
    }

    @Override
    public void advance(Duration time) {
        devnet.advance(time);
    }
}
