package dev.cocoonsdk.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.ProxyEntry;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.contract.RootChangePrice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevnetRootTest {

    private static final Ed25519Key OWNER = Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_LENGTH]);
    private static final ContractParams PARAMS = params(new TokenMultipliers(10_000, 1_000, 80_000, 80_000));
    private static final Hash256 HASH = Hash256.sha256(new byte[] {1});

    private final Devnet devnet = Devnet.builder()
            .clock(InstantSource.fixed(Instant.ofEpochSecond(1_765_000_000)))
            .open();

    @AfterEach
    void close() {
        devnet.close();
    }

    @Test
    void deploysARootWithTheParams() {
        DevnetRoot root = DevnetRoot.deploy(devnet, OWNER, PARAMS);

        RootConfig config = root.config();
        assertThat(config.owner()).isEqualTo(root.owner());
        assertThat(config.version()).isZero();
        assertThat(config.params()).isEqualTo(PARAMS);
        assertThat(config.proxies()).isEmpty();
    }

    @Test
    void deployingTheSameRootAgainChangesNothing() {
        DevnetRoot root = DevnetRoot.deploy(devnet, OWNER, PARAMS);
        root.registerProxy("127.0.0.1:8000");

        assertThat(DevnetRoot.deploy(devnet, OWNER, PARAMS).config()).isEqualTo(root.config());
    }

    @Test
    void registersProxiesImagesAndModelsByMessagesOfTheOwner() {
        DevnetRoot root = DevnetRoot.deploy(devnet, OWNER, PARAMS);

        assertThat(root.registerProxy("127.0.0.1:8000 127.0.0.1:9000")).isEqualTo(1);
        assertThat(root.registerProxy("127.0.0.1:8001")).isEqualTo(2);
        root.unregisterProxy(1);
        root.allowProxyImage(HASH);
        root.allowWorkerImage(HASH);
        root.allowModel(HASH);

        RootConfig config = root.config();
        assertThat(config.version()).isEqualTo(6);
        assertThat(Optional.of(config.proxies().get(0))).isEqualTo(ProxyEntry.parse(2, "127.0.0.1:8001"));
        assertThat(config.proxyHashes()).containsExactly(HASH);
        assertThat(config.workerHashes()).containsExactly(HASH);
        assertThat(config.modelHashes()).containsExactly(HASH);
    }

    @Test
    void changesParamsWithTheNextVersionAndKeepsTheLists() {
        DevnetRoot root = DevnetRoot.deploy(devnet, OWNER, PARAMS);
        root.allowModel(HASH);

        root.changeParams(params(TokenMultipliers.DEFAULT));
        root.change(new RootChangePrice(9, NanoTon.of(30), NanoTon.of(25)));

        RootConfig config = root.config();
        assertThat(config.params().paramsVersion()).isEqualTo(2);
        assertThat(config.params().multipliers()).isEqualTo(TokenMultipliers.DEFAULT);
        assertThat(config.params().pricePerToken()).isEqualTo(NanoTon.of(30));
        assertThat(config.modelHashes()).containsExactly(HASH);
    }

    @Test
    void aChangeByAnotherWalletIsRefusedWithTheReason() {
        DevnetRoot root = DevnetRoot.deploy(devnet, OWNER, PARAMS);
        byte[] other = new byte[Ed25519Key.SEED_LENGTH];
        other[0] = 1;
        DevnetRoot stranger = DevnetRoot.at(devnet, Ed25519Key.ofSeed(other), root.address());

        assertThatThrownBy(() -> stranger.allowModel(HASH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1010");
        assertThat(root.config().modelHashes()).isEmpty();
    }

    private static ContractParams params(TokenMultipliers multipliers) {
        return new ContractParams(
                3,
                0,
                17,
                true,
                NanoTon.of(20),
                NanoTon.of(18),
                multipliers,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                NanoTon.PER_TON,
                NanoTon.ofTon(15),
                DevnetContracts.codes());
    }
}
