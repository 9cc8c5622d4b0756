import ts from 'typescript';

/** The text of a doc comment, as one line. */
function textOf(comment: string): string {
  return comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}

function commentOf(node: ts.Node, source: string): string | undefined {
  const comments = ts.getLeadingCommentRanges(source, node.getFullStart()) ?? [];
  const last = comments.map(({ pos, end }) => source.slice(pos, end)).at(-1);
  return last?.startsWith('/**') ? textOf(last) : undefined;
}

/**
 * The doc comments of the properties of all object literals in a TypeScript source, by the names that lead there,
 * joined by spaces: `members.directory.changed v`. What a schema says in its source is told once, there.
 */
export function docComments(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (node: ts.Node, names: readonly string[]): void => {
    let inner = names;
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const name = ts.isComputedPropertyName(node.name) ? node.name.getText() : node.name.text;
      inner = [...names, name];
      const comment = commentOf(node, source);
      if (comment !== undefined) found.set(inner.join(' '), comment);
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true), []);
  return found;
}
