package dev.cocoonsdk.provider.internal.admin;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.http.HostHeader;
import dev.cocoonsdk.provider.Provider.PayoutOutcome;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page answers what ({@code docs/protocol/http-api.md} 4.2). With an access hash every page needs it, and every method will do, as
 * with the C++ worker. Without one, what changes something needs {@code POST}, and a {@code Host} that is an address of this machine: a web
 * page that the operator happens to visit can do neither.
 */
final class AdminPages {

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,18})?");
    private static final int MILLI = 3;
    private static final int COEFFICIENT_LIMIT = 1_000_000_000;

    private final AdminServer.Control control;
    private final @Nullable Secret access;

    AdminPages(AdminServer.Control control, @Nullable Secret access) {
        this.control = control;
        this.access = access;
    }

    Page answer(AdminRequest request) {
        return switch (request.path()) {
            case "/stats" -> guarded(request, () -> StatsPage.of(control.status()));
            case "/jsonstats" -> guarded(request, () -> Page.json(control.jsonStats()));
            case "/perf" -> Page.plain(Perf.text());
            case "/request/payout" -> changing(request, () -> payout(request));
            case "/request/enable" -> changing(request, () -> enable(request, true));
            case "/request/disable" -> changing(request, () -> enable(request, false));
            case "/request/change_coefficient" ->
                request.arguments().containsKey("coefficient")
                        ? changing(request, () -> changeCoefficient(request))
                        : guarded(request, this::coefficientForm);
            default -> Page.empty(400);
        };
    }

    private interface Action {
        Page run();
    }

    private Page guarded(AdminRequest request, Action action) {
        if (access != null && !isAccess(request.arguments().getOrDefault("access_hash", ""))) {
            return Page.empty(400);
        }
        return access == null && !HostHeader.namesThisMachine(request.host(), request.arrivedAt())
                ? Page.empty(403)
                : action.run();
    }

    private Page changing(AdminRequest request, Action action) {
        String name = request.path().substring(request.path().lastIndexOf('/') + 1);
        return guarded(request, () -> {
            if (access == null && !request.isPost()) {
                return Page.line(405, name + " must be a post request");
            }
            return access == null && isForeign(request) ? Page.empty(403) : action.run();
        });
    }

    private boolean isAccess(String given) {
        byte[] wanted = access == null ? new byte[0] : access.reveal().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8));
    }

    /** A browser names the page that a form came from. */
    private static boolean isForeign(AdminRequest request) {
        return request.origin() != null && !request.origin().equals("http://" + request.host());
    }

    private Page payout(AdminRequest request) {
        TonAddress proxy;
        try {
            proxy = TonAddress.parse(request.arguments().getOrDefault("proxy", ""));
        } catch (AddressFormatException e) {
            return Page.line(200, "proxy not found");
        }
        PayoutOutcome outcome = control.requestPayout(proxy);
        return Page.line(
                200,
                switch (outcome) {
                    case SENT -> "request sent";
                    case ALREADY_RUNNING -> "request already running";
                    case UNKNOWN_PROXY -> "proxy not found";
                    case NOTHING_TO_PAY -> "nothing to pay";
                });
    }

    private Page enable(AdminRequest request, boolean enabled) {
        List<ModelId> models = models(request);
        if (models.isEmpty()) {
            return Page.line(200, "model not found");
        }
        models.forEach(model -> control.setEnabled(model, enabled));
        return Page.line(200, "state updated");
    }

    private Page changeCoefficient(AdminRequest request) {
        String text = request.arguments().getOrDefault("coefficient", "");
        BigDecimal milli = DECIMAL.matcher(text).matches()
                ? new BigDecimal(text).movePointRight(MILLI).setScale(0, RoundingMode.DOWN)
                : BigDecimal.valueOf(-1);
        if (milli.signum() < 0 || milli.compareTo(BigDecimal.valueOf(COEFFICIENT_LIMIT)) >= 0) {
            return Page.line(200, "cannot parse coefficient: expected a decimal number from 0 to 999999.999");
        }
        List<ModelId> models = models(request);
        if (models.isEmpty()) {
            return Page.line(200, "model not found");
        }
        models.forEach(model -> control.setCoefficient(model, milli.intValueExact()));
        return Page.line(200, "coefficient updated to " + milli.intValueExact());
    }

    /** The model of the argument {@code model}; without it all. */
    private List<ModelId> models(AdminRequest request) {
        String name = request.arguments().get("model");
        return control.models().stream()
                .filter(model -> name == null || model.value().equals(name))
                .toList();
    }

    private Page coefficientForm() {
        String method = access == null ? "post" : "get";
        String hidden = access == null
                ? ""
                : "<input type=\"hidden\" name=\"access_hash\" value=\"" + Page.escape(access.reveal()) + "\">";
        String body = "<form method=\"" + method + "\" action=\"/request/change_coefficient\">" + hidden
                + "<label>coefficient, 1.0 is the base price: <input name=\"coefficient\"></label>"
                + "<input type=\"submit\" value=\"change\"></form>";
        return Page.html("coefficient", body);
    }
}
