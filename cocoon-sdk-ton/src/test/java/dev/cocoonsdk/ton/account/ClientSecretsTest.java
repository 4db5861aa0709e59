package dev.cocoonsdk.ton.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ClientSecretsTest {

    private static final TonAddress ONE = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final TonAddress OTHER = TonAddress.basechain(Hash256.sha256(new byte[] {2}));
    private static final ClientSecrets SECRETS = ClientSecrets.ofMaster(new byte[16]);

    @Test
    void everyProxyGetsItsOwnSecretOf256Bits() {
        assertThat(SECRETS.forProxy(ONE).reveal())
                .hasSize(43)
                .isNotEqualTo(SECRETS.forProxy(OTHER).reveal());
    }

    @Test
    void theSameMasterGivesTheSameSecretAfterARestart() {
        assertThat(ClientSecrets.ofMaster(new byte[16]).forProxy(ONE)).isEqualTo(SECRETS.forProxy(ONE));
        assertThat(ClientSecrets.ofMaster(new byte[17]).forProxy(ONE)).isNotEqualTo(SECRETS.forProxy(ONE));
    }

    @Test
    void theHashIsThatOfTheTextThatIsSent() {
        byte[] sent = SECRETS.forProxy(ONE).reveal().getBytes(StandardCharsets.UTF_8);
        assertThat(SECRETS.hashFor(ONE)).isEqualTo(Hash256.sha256(sent));
    }

    @Test
    void refusesWhatCanBeGuessed() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientSecrets.ofMaster(new byte[15]));
        assertThatIllegalArgumentException().isThrownBy(() -> ClientSecrets.ofMaster(Secret.of("too short")));
        assertThatIllegalArgumentException().isThrownBy(() -> ClientSecrets.same(Secret.of("")));
    }

    @Test
    void aGeneratedMasterIsLongEnough() {
        Secret master = ClientSecrets.generateMaster(new SecureRandom());
        assertThat(ClientSecrets.ofMaster(master).toString()).doesNotContain(master.reveal());
    }
}
