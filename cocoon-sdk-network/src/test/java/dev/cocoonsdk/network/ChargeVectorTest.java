package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import org.junit.jupiter.api.Test;

/** The signed client charge of {@code docs/protocol/wire.md} 15, as a client takes it. */
class ChargeVectorTest {

    private static final TlBytes DATA = TlBytes.ofHex(
            "b5ee9c720101020100a90001dbbb63ff9300000000000000018008888888888888888888888888888888888888888888"
                    + "888888888888888888888ee5fa066ddd0e17e75d00196cd2dd70ea54ec9f7caee75524359737d2c78c978705f7c1786b"
                    + "ee68fdf53527164c0ff7bd3bdc24dddadd51ab8ab728998909e11001006bbb63ff93000000000000000100000000000003"
                    + "e880066666666666666666666666666666666666666666666666666666666666666670");
    private static final Ed25519PublicKey KEY =
            Ed25519PublicKey.ofHex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");

    @Test
    void theClientItNamesTakesIt() {
        ChargeAccount account = account("33");
        assertThat(account.merge(new ProxySignedPayment(DATA), 0, 0)).isNull();
        assertThat(account.signed().value()).isEqualTo(1000);
        assertThat(TlBytes.wrap(account.payment().toBoc())).isEqualTo(DATA);
    }

    @Test
    void anotherClientDoesNot() {
        assertThat(account("34").merge(new ProxySignedPayment(DATA), 0, 0)).contains("not a charge of this client");
    }

    private static ChargeAccount account(String contractByte) {
        TonAddress contract = TonAddress.basechain(Hash256.ofHex(contractByte.repeat(32)));
        return new ChargeAccount(new ProxyIdentity(TestNetwork.CONTRACTS.proxy(), contract, KEY));
    }
}
