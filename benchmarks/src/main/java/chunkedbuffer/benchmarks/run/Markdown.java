package chunkedbuffer.benchmarks.run;

import java.util.List;

/** Text in Markdown. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    Markdown paragraph(String line) {
        text.append(text.length() == 0 ? "" : "\n").append(line).append('\n');
        return this;
    }

    Markdown blank() {
        text.append('\n');
        return this;
    }

    Markdown item(String line) {
        text.append("- ").append(line).append('\n');
        return this;
    }

    /** The head of a table. */
    Markdown head(List<String> cells) {
        text.append('\n');
        return row(cells).row(cells.stream().map(cell -> "---").toList());
    }

    Markdown row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
