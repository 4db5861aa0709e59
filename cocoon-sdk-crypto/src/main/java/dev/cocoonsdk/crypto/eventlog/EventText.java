package dev.cocoonsdk.crypto.eventlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the data of events into words. */
final class EventText {

    private static final int MAX_TEXT = 200;
    private static final int GUID = 16;
    private static final int MAX_VARIABLE_NAME = 256;
    private static final String SPEC_TREE = "cocoon:spec.tree=";

    private EventText() {}

    static String describe(LogEvent event) {
        boolean measured = event.isDataMeasured();
        return content(event, measured) + (measured ? "" : " (the log's words; not measured)");
    }

    private static String content(LogEvent event, boolean measured) {
        byte[] data = event.data().toByteArray();
        if (measured && event.type() == EventTypes.SEPARATOR && isSeparator(data)) {
            return "end of a phase of the boot";
        }
        String text = isVariable(event.type()) ? variable(data) : text(data);
        return text == null ? data.length + " bytes" : cut(text) + meaning(text);
    }

    /** The values that end a phase well; the 1 that firmware writes after an error is none of them. */
    private static boolean isSeparator(byte[] data) {
        return Arrays.equals(data, new byte[] {0, 0, 0, 0}) || Arrays.equals(data, new byte[] {-1, -1, -1, -1});
    }

    /** What the events of the network's images mean ({@code docs/protocol/attestation.md} 12). */
    private static String meaning(String text) {
        if (text.startsWith(SPEC_TREE)) {
            return " = hash of the directory with the role's specification";
        } else if (text.equals("cocoon:cocoon_debug")) {
            return " = the image was booted in DEBUG mode: its operator can look inside";
        }
        return text.equals("cocoon:tdx_inited")
                ? " = the boot scripts are done; later extensions come from elsewhere"
                : "";
    }

    private static boolean isVariable(int type) {
        return type == EventTypes.EFI_VARIABLE_DRIVER_CONFIG
                || type == EventTypes.EFI_VARIABLE_BOOT
                || type == EventTypes.EFI_VARIABLE_AUTHORITY;
    }

    /** The name in UEFI_VARIABLE_DATA: GUID, length of the name, length of the data, name in UTF-16. */
    private static @Nullable String variable(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (data.length < GUID + 2 * Long.BYTES) {
            return null;
        }
        in.position(GUID);
        long name = in.getLong();
        in.getLong();
        if (name < 1 || name > MAX_VARIABLE_NAME || 2 * name > in.remaining()) {
            return null;
        }
        byte[] utf16 = new byte[(int) (2 * name)];
        in.get(utf16);
        return "variable " + printable(new String(utf16, StandardCharsets.UTF_16LE));
    }

    private static @Nullable String text(byte[] data) {
        int end = data.length;
        while (end > 0 && data[end - 1] == 0) {
            end--;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, 0, end))
                    .toString();
            boolean readable = !text.isBlank() && text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n');
            return readable ? printable(text) : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{C}", " ").strip();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
