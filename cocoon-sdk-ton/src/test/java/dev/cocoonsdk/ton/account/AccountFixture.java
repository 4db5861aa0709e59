package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A network with a stake of 15 TON and a price of 20 nanoton, as the worked example of payments.md 8 has it. */
final class AccountFixture {

    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    static final TonAddress WALLET = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    static final TonAddress ROOT = TonAddress.basechain(Hash256.sha256(new byte[] {2}));
    static final Ed25519Key PROXY_KEY =
            Ed25519Key.ofSeed(Hash256.sha256(new byte[] {3}).toBytes());
    static final NanoTon STAKE = NanoTon.ofTon(15);
    static final Duration CLIENT_DELAY = Duration.ofHours(24);
    static final ContractParams PARAMS = params(1, 20);
    static final ClientSecrets SECRETS =
            ClientSecrets.ofMaster(Hash256.sha256(new byte[] {4}).toBytes());

    private AccountFixture() {}

    static ContractParams params(long version, long price) {
        return new ContractParams(
                3,
                version,
                13,
                true,
                NanoTon.of(price),
                NanoTon.of(price / 2),
                new TokenMultipliers(10_000, 1000, 80_000, 80_000),
                Duration.ofHours(48),
                CLIENT_DELAY,
                NanoTon.PER_TON,
                STAKE,
                new ContractCodes(code(1), code(2), code(3)));
    }

    private static dev.cocoonsdk.ton.cell.Cell code(int number) {
        return new CellBuilder().storeUint(number, 8).build();
    }

    static ContractAddresses contracts(ContractParams params) {
        return ContractAddresses.of(
                params, ROOT, TonAddress.basechain(Hash256.sha256(new byte[] {5})), PROXY_KEY.publicKey());
    }

    static AccountTerms terms() {
        return AccountTerms.of(contracts(PARAMS), PARAMS, WALLET);
    }

    static Hash256 secretHash() {
        return SECRETS.hashFor(terms().proxy());
    }

    static SignedPayment charge(AccountTerms terms, long tokens) {
        return SignedPayment.sign(
                SignedPayment.Kind.CLIENT_CHARGE,
                PROXY_KEY,
                tokens + 7,
                TokenCount.of(tokens),
                terms.address(),
                terms.proxy());
    }

    static ContractView contract(ContractState state, long balanceTon, long used, Instant unlock, boolean secret) {
        ClientStorage fresh = ClientStorage.parse(terms().contract().requireData());
        return new ContractView(
                new ClientStorage(
                        state,
                        NanoTon.ofTon(balanceTon),
                        STAKE,
                        used,
                        unlock.getEpochSecond(),
                        secret ? secretHash() : Hash256.ZERO,
                        fresh.constants(),
                        fresh.params()),
                NanoTon.of(800_000_000));
    }

    static AccountView view(@Nullable ContractView contract) {
        return new AccountView(
                terms(),
                contract,
                null,
                Wishes.NONE,
                secretHash(),
                TokenCount.ZERO,
                null,
                null,
                NanoTon.ofTon(100),
                NanoTon.ZERO,
                NanoTon.ZERO,
                false,
                null);
    }
}
