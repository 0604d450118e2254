import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** One import of one source file of ours. */
export type SourceImport = {
  /** The importing file, relative to the checkout. */
  readonly from: string;
  /** The imported file relative to the checkout, or the name of a package. */
  readonly to: string;
  readonly kind: 'file' | 'package' | 'node';
  /** False for an import that is gone after compiling. */
  readonly isRuntime: boolean;
};

const SOURCE = /\.(ts|tsx|mjs)$/;

/** All source files below a folder, relative to the checkout. */
export function sourceFiles(checkout: string, folder: string): string[] {
  const path = join(checkout, folder);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [folder];
  return readdirSync(path, { withFileTypes: true }).flatMap(entry => {
    const name = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(checkout, name);
    return SOURCE.test(entry.name) ? [name] : [];
  });
}

/** What a file imports or re-exports, by its syntax tree, `import()` included. */
export function importsOf(checkout: string, file: string): SourceImport[] {
  const text = readFileSync(join(checkout, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const found: SourceImport[] = [];
  const note = (specifier: ts.Node | undefined, isRuntime: boolean) => {
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      found.push({ from: file, isRuntime, ...resolve(file, specifier.text) });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, importsValues(node.importClause));
    else if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, !node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(node.arguments[0], true);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function importsValues(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return true;
  if (clause.isTypeOnly) return false;
  if (clause.name !== undefined) return true;
  const bindings = clause.namedBindings;
  if (bindings === undefined || ts.isNamespaceImport(bindings)) return true;
  return bindings.elements.some(element => !element.isTypeOnly);
}

function resolve(file: string, specifier: string): Pick<SourceImport, 'to' | 'kind'> {
  if (specifier.startsWith('node:')) return { kind: 'node', to: specifier };
  if (specifier.startsWith('.')) {
    return { kind: 'file', to: relative('.', join(dirname(file), specifier)) };
  }
  const parts = specifier.split('/');
  return { kind: 'package', to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}

/** The first ring of files that import each other at run time, or null. */
export function findCycle(imports: readonly SourceImport[]): string[] | null {
  const graph = new Map<string, string[]>();
  for (const { from, to, kind, isRuntime } of imports) {
    if (kind === 'file' && isRuntime) graph.set(from, [...(graph.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    if (done.has(file)) return null;
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle !== null) return cycle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle !== null) return cycle;
  }
  return null;
}
