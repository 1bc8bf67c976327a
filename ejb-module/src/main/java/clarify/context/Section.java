package clarify.context;

import clarify.kind.Kind;
import java.util.List;

/**
 * One block of the context before the budget is known.
 *
 * @param title stands in square brackets
 * @param items texts of one or more lines each; cut between, never inside
 */
record Section(Kind kind, String title, List<String> items) {}
