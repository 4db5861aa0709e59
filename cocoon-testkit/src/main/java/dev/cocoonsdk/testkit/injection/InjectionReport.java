package dev.cocoonsdk.testkit.injection;

import dev.cocoonsdk.testkit.injection.InjectionOutcome.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a model took the text for instructions. The text form is a table of techniques.
 *
 * @param outcomes one for each attempt, in the suite's order
 */
public record InjectionReport(List<InjectionOutcome> outcomes) {

    /** Copies the list. */
    public InjectionReport {
        outcomes = List.copyOf(outcomes);
    }

    /** The outcomes of one verdict. */
    public List<InjectionOutcome> with(Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).toList();
    }

    /** The share of attempts that were obeyed among those that were answered, 0 to 1; 0 if none was answered. */
    public double rate() {
        int answered = outcomes.size() - with(Verdict.FAILED).size();
        return answered == 0 ? 0 : (double) with(Verdict.OBEYED).size() / answered;
    }

    /** The same by technique, sorted by name. */
    public Map<String, InjectionReport> byTechnique() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.attempt().technique(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), InjectionReport::new)));
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(row("technique", "attempts", "obeyed", "failed"));
        byTechnique().forEach((technique, report) -> table.append(report.row(technique)));
        return table.append(row("all"))
                .append(String.format(Locale.ROOT, "taken for instructions: %.1f %%", 100 * rate()))
                .toString();
    }

    private String row(String name) {
        return row(
                name,
                "" + outcomes.size(),
                "" + with(Verdict.OBEYED).size(),
                "" + with(Verdict.FAILED).size());
    }

    private static String row(String name, String attempts, String obeyed, String failed) {
        return String.format(Locale.ROOT, "%-16s %8s %6s %6s%n", name, attempts, obeyed, failed);
    }
}
