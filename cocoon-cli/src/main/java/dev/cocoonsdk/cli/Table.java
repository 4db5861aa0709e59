package dev.cocoonsdk.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Text in aligned columns.
 *
 * @param rows the first one is the heading; all have the same number of cells
 */
record Table(List<String[]> rows) {

    /** Prints one line per row, with two spaces between columns. */
    void print(PrintStream out) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
