package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.ContractMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What the body of a message says, with the names of {@code docs/protocol/contracts.md} 7 where it is one of ours. */
final class BodyText {

    private static final int MAX_DEPTH = 4;

    private BodyText() {}

    /** One or two words: the operation, or what else it is. */
    static String title(Cell body) {
        if (body.isExotic() || body.bits() == 0) {
            return "no body";
        } else if (body.bits() < Integer.SIZE) {
            return body.bits() + " bits";
        }
        try {
            return words(ContractMessage.parse(body).operation().name());
        } catch (CellException | IllegalArgumentException e) {
            return String.format(Locale.ROOT, "op 0x%08x", body.beginRead().loadUint(Integer.SIZE));
        }
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Names and values of its fields, values as HTML; none if it is no message of ours. */
    static List<List<String>> fields(Cell body) {
        if (body.isExotic() || body.bits() < Integer.SIZE) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        try {
            add(rows, "", ContractMessage.parse(body), 0);
        } catch (CellException | IllegalArgumentException e) {
            return List.of();
        }
        return rows;
    }

    /** Names and values of a record's components, values as HTML. */
    static List<List<String>> components(Record record) {
        List<List<String>> rows = new ArrayList<>();
        add(rows, "", record, 0);
        return rows;
    }

    private static void add(List<List<String>> rows, String prefix, Object message, int depth) {
        if (!(message instanceof Record) || depth > MAX_DEPTH) {
            return;
        }
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
            Object value = value(component, message);
            if (value instanceof Record record && isOurs(record)) {
                rows.add(List.of(name, Html.text(record.getClass().getSimpleName())));
                add(rows, name + " · ", record, depth + 1);
            } else {
                rows.add(List.of(name, html(value)));
            }
        }
    }

    private static boolean isOurs(Record record) {
        return !(record instanceof TonAddress) && !(record instanceof NanoTon);
    }

    private static Object value(RecordComponent component, Object message) {
        try {
            Object value = component.getAccessor().invoke(message);
            return value == null ? "—" : value;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return "—";
        }
    }

    private static String html(Object value) {
        if (value instanceof TonAddress address) {
            return Html.link("/account/" + address, Html.code(address.toFriendly(AddressForm.TESTNET_BOUNCEABLE)));
        } else if (value instanceof NanoTon || value instanceof Number || value instanceof Enum) {
            return Html.text(value.toString());
        } else if (value instanceof Cell cell) {
            return "cell " + Html.code(cell.hash().toHex());
        } else if (value instanceof Bytes bytes) {
            return Html.code(HexFormat.of().formatHex(bytes.toByteArray()));
        }
        return Html.code(value.toString());
    }
}
