package dev.cocoonsdk.crypto.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {

    private static final int IPL = 0xd;
    private static final int TAG = 0x6;
    private static final byte[] ZERO = new byte[48];

    @Test
    void extendsEachRegisterInOrder() throws Exception {
        EventLog log = EventLog.parse(new LogWriter()
                .measured(4, TAG, "cocoon:spec.tree=00")
                .measured(4, TAG, "cocoon:tdx_inited")
                .measured(2, IPL, "kernel")
                .bytes());

        byte[] first = Sha384.of(ZERO, Sha384.of(utf8("cocoon:spec.tree=00")));
        byte[] rtmr3 = Sha384.of(first, Sha384.of(utf8("cocoon:tdx_inited")));
        byte[] rtmr1 = Sha384.of(ZERO, Sha384.of(utf8("kernel")));
        assertThat(log.registers())
                .containsExactly(Bytes.wrap(ZERO), Bytes.wrap(rtmr1), Bytes.wrap(ZERO), Bytes.wrap(rtmr3));
    }

    @Test
    void doesNotExtendByAnnouncementsAndByTheFirmware() throws Exception {
        EventLog log = EventLog.parse(new LogWriter()
                .measured(3, LogEvent.NO_ACTION, "StartupLocality")
                .measured(LogEvent.MRTD, IPL, "firmware")
                .bytes());

        assertThat(log.events()).hasSize(2);
        assertThat(log.registers()).containsOnly(Bytes.wrap(ZERO));
    }

    @Test
    void comparesWithTheRegistersOfAQuote() throws Exception {
        EventLog log = EventLog.parse(new LogWriter().measured(1, IPL, "a").bytes());
        Bytes good = Bytes.wrap(Sha384.of(ZERO, Sha384.of(utf8("a"))));
        Bytes zero = Bytes.wrap(ZERO);

        assertThat(log.replay(List.of(good, zero, zero, zero)).matches()).isTrue();
        RegisterReplay other = log.replay(List.of(good, zero, good, zero));
        assertThat(other.matches()).isFalse();
        assertThat(other.registers())
                .extracting(RegisterReplay.Register::matches)
                .containsExactly(true, true, false, true);
        assertThat(other.registers().get(0).events()).containsExactlyElementsOf(log.events());
        assertThatThrownBy(() -> log.replay(List.of(good))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0xff})
    void endsAtTheFilling(int filling) throws Exception {
        for (int length : new int[] {1, 3, 4, 500}) {
            byte[] rest = new byte[length];
            Arrays.fill(rest, (byte) filling);
            Bytes bytes = new LogWriter().measured(1, IPL, "a").raw(rest).bytes();

            assertThat(EventLog.parse(bytes).events()).hasSize(1);
        }
    }

    @Test
    void explainsTheKnownEvents() throws Exception {
        List<LogEvent> events = EventLog.parse(new LogWriter()
                        .measured(4, TAG, "cocoon:spec.tree=12ab")
                        .measured(4, TAG, "cocoon:cocoon_debug")
                        .event(2, IPL, ZERO, utf8("grub_cmd: linux\0"))
                        .event(1, 0x4, ZERO, new byte[4])
                        .event(1, EventTypes.EFI_VARIABLE_BOOT, ZERO, variable("BootOrder"))
                        .event(1, 0x8000000b, ZERO, new byte[] {1, 2, 3})
                        .event(1, 0x777, ZERO, utf8("\u001b[2Jx"))
                        .bytes())
                .events();

        assertThat(events)
                .extracting(LogEvent::description)
                .containsExactly(
                        "cocoon:spec.tree=12ab = hash of the directory with the role's specification",
                        "cocoon:cocoon_debug = the image was booted in DEBUG mode: its operator can look inside",
                        "grub_cmd: linux (the log's words; not measured)",
                        "4 bytes (the log's words; not measured)",
                        "variable BootOrder (the log's words; not measured)",
                        "3 bytes (the log's words; not measured)",
                        "5 bytes (the log's words; not measured)");
        assertThat(events).extracting(LogEvent::typeName).contains("EV_IPL", "EV_SEPARATOR", "type 0x00000777");
        assertThat(events).extracting(LogEvent::registerName).startsWith("RTMR3", "RTMR3", "RTMR1", "RTMR0");
    }

    @Test
    void callsOnlyMeasuredSeparatorsTheEndOfAPhase() {
        String end = "end of a phase of the boot";

        assertThat(separator(new byte[4]).description()).isEqualTo(end);
        assertThat(separator(new byte[] {-1, -1, -1, -1}).description()).isEqualTo(end);
        assertThat(separator(new byte[] {1, 0, 0, 0}).description()).isEqualTo("4 bytes");
        assertThat(separator(utf8("cocoon:cocoon_debug")).description()).contains("DEBUG mode");
        LogEvent claimed =
                new LogEvent(1, EventTypes.SEPARATOR, separator(utf8("x")).digest(), Bytes.wrap(new byte[4]));
        assertThat(claimed.description()).isEqualTo("4 bytes (the log's words; not measured)");
    }

    private static LogEvent separator(byte[] data) {
        return new LogEvent(1, EventTypes.SEPARATOR, Bytes.wrap(Sha384.of(data)), Bytes.wrap(data));
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole =
                new LogWriter().measured(4, TAG, "cocoon:tdx_inited").bytes().toByteArray();
        int header = new LogWriter().bytes().length();
        for (int length = 0; length < whole.length; length++) {
            if (length != header) {
                Bytes part = Bytes.wrap(Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> EventLog.parse(part))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(EventLogFormatException.class);
            }
        }
    }

    @Test
    void namesFieldAndOffset() {
        byte[] log = new LogWriter().measured(5, IPL, "a").bytes().toByteArray();
        int start = new LogWriter().bytes().length();

        EventLogFormatException failure =
                catchThrowableOfType(EventLogFormatException.class, () -> EventLog.parse(Bytes.wrap(log)));
        assertThat(failure.field()).isEqualTo("register");
        assertThat(failure.offset()).isEqualTo(start);
        assertThat(failure).hasMessage("event log: register at offset " + start + ": 5 (expected: 0 to 4)");
    }

    private static byte[] variable(String name) {
        byte[] utf16 = name.getBytes(StandardCharsets.UTF_16LE);
        return ByteBuffer.allocate(32 + utf16.length + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(16)
                .putLong(name.length())
                .putLong(2)
                .put(utf16)
                .array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
