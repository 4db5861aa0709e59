package dev.cocoonsdk.broker.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

class StrangersTest {

    private final Strangers strangers = new Strangers(2);

    private static EmbeddedChannel from(String address) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 1);
            }
        };
    }

    @Test
    void an_address_with_too_many_unfinished_handshakes_is_refused_until_one_is_finished_or_closed() {
        EmbeddedChannel first = from("192.0.2.1");
        EmbeddedChannel second = from("192.0.2.1");
        assertThat(strangers.admit(first)).isTrue();
        assertThat(strangers.admit(second)).isTrue();
        assertThat(strangers.admit(from("192.0.2.1"))).isFalse();
        assertThat(strangers.admit(from("192.0.2.2"))).isTrue();

        Strangers.finished(first);
        Strangers.finished(first);
        assertThat(strangers.admit(from("192.0.2.1"))).isTrue();
        assertThat(strangers.admit(from("192.0.2.1"))).isFalse();
        first.close();
        assertThat(strangers.admit(from("192.0.2.1"))).isFalse();
        second.close();
        assertThat(strangers.admit(from("192.0.2.1"))).isTrue();
    }

    @Test
    void nothing_is_remembered_of_those_who_left_and_this_machine_is_not_counted() {
        EmbeddedChannel stranger = from("192.0.2.1");
        strangers.admit(stranger);
        assertThat(strangers.addresses()).isEqualTo(1);
        stranger.close();
        for (int i = 0; i < 5; i++) {
            assertThat(strangers.admit(from("127.0.0.1"))).isTrue();
        }
        assertThat(strangers.addresses()).isZero();
    }
}
