/* global JSHINT, acorn */

/** What JSHint finds in a file, or else the rule below, as "line: finding". */
export function lint(text, configuration) {
  JSHINT(text, JSON.parse(configuration));
  const findings = JSHINT.errors.map(({ line, reason, code }) => `${line}: ${reason} (${code})`);
  return findings.length > 0 ? findings : duplicateCases(text);
}

/** JSHint does not compare the labels of a switch. */
function duplicateCases(text) {
  const findings = [];
  const visit = node => {
    if (node.type === 'SwitchStatement') {
      const labels = new Set();
      node.cases.filter(each => each.test !== null).forEach(({ test }) => {
        const label = text.slice(test.start, test.end);
        if (labels.has(label)) {
          findings.push(`${test.loc.start.line}: Duplicate case ${label}.`);
        }
        labels.add(label);
      });
    }
    Object.values(node).flat().filter(each => typeof each?.type === 'string').forEach(visit);
  };
  visit(acorn.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true }));
  return findings;
}
