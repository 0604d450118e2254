/** What is known of a module once all are read: its code, and where it leads at once. */
interface ReadModule {
  readonly code: string | null;
  readonly importedIds: readonly string[];
}
type Read = (id: string) => ReadModule | null;

/** From here every page comes to what stands on all of them. */
const EVERYWHERE = ['main.tsx', 'views/desk/desk.tsx'];
/** And agents to what they need before their page can be worked with. */
const AGENTS = 'views/agent/agent-page.tsx';
/** Whole libraries in one file: who imports from it needs what they name. */
const LIBRARIES: Readonly<Record<string, RegExp>> = {
  '@mantine/core': /\/@mantine\/core\/esm\/index\.mjs$/,
  '@tabler/icons-react': /\/@tabler\/icons-react\/dist\/esm\/tabler-icons-react\.mjs$/,
};
const OF_LIBRARIES = /\/node_modules\/@(mantine|tabler)\//;
const WORDS = /\/words\/(es|en)\//;

/** A group of rolldown's `codeSplitting.groups`. */
interface Group {
  /** What the bundler calls it when it complains. */
  readonly debugName: string;
  readonly name: (id: string, context: { getModuleInfo: Read }) => string | null;
  readonly minShareCount: number;
  readonly priority: number;
  readonly includeDependenciesRecursively: false;
}

/**
 * The files that several parts of the pages share: `everywhere`; `agents`, what they need at first and others too; `later`, what is
 * asked for when it is wanted, and by other pages. Compressed, a few large files are smaller than many. Words stay by themselves,
 * for one language is loaded.
 */
export function sharedFiles(root: string): Group[] {
  let known: { everywhere: ReadonlySet<string>; agents: ReadonlySet<string> } | null = null;
  const fileOf = (id: string, read: Read) => {
    known ??= {
      everywhere: reached(
        EVERYWHERE.map(file => root + file),
        read,
      ),
      agents: reached([root + AGENTS], read),
    };
    if (WORDS.test(id)) return null;
    return known.everywhere.has(id) ? 'everywhere' : known.agents.has(id) ? 'agents' : 'later';
  };
  // What a module leads to is in its own file or in one before it: the groups know, and rolldown need not see to it.
  const group = (files: readonly string[], minShareCount: number, priority: number): Group => ({
    debugName: files.join(' and '),
    name: (id, context) => {
      const file = fileOf(id, one => context.getModuleInfo(one));
      return file !== null && files.includes(file) ? file : null;
    },
    minShareCount,
    priority,
    includeDependenciesRecursively: false,
  });
  return [group(['everywhere'], 1, 2), group(['agents', 'later'], 2, 1)];
}

/** All that these modules lead to without being asked for later. */
function reached(roots: readonly string[], read: Read): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [...roots];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const { code, importedIds } = read(id) ?? { code: null, importedIds: [] };
    for (const imported of importedIds) {
      const [library] = Object.entries(LIBRARIES).find(([, file]) => file.test(imported)) ?? [];
      if (library === undefined) next.push(imported);
      else next.push(...filesOf(namesFrom(code ?? '', library), read(imported)?.importedIds ?? []));
    }
  }
  return found;
}

/** What a module names of a library. */
function namesFrom(code: string, library: string): string[] {
  const imports = code.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g);
  return [...imports]
    .filter(([, , from]) => from === library)
    .flatMap(([, names = '']) => names.split(',').map(name => name.trim().split(' ')[0] ?? ''));
}

/** Where a library has them: `Button` in `Button.mjs`, `useProps` in `use-props.mjs`; what it passes on of others, in theirs. */
function filesOf(names: readonly string[], files: readonly string[]): string[] {
  const stem = (file: string) => file.slice(file.lastIndexOf('/') + 1).replace(/\.m?js$/, '');
  return names.flatMap(name => {
    const dashed = name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    const own = files.filter(file => stem(file) === name || stem(file) === dashed);
    return own.length > 0 ? own : files.filter(file => !OF_LIBRARIES.test(file));
  });
}

/** The file of its words, or of others: `es-people` for those of people in Spanish, `es` for all the others. */
export function fileName(name: string, modules: readonly string[]): string {
  const languages = new Set(modules.map(id => WORDS_OF.exec(id)?.[1]));
  const [language] = languages;
  return languages.size === 1 && language !== undefined && name !== language ? `${language}-${name}` : name;
}

const WORDS_OF = /\/words\/(es|en)(?:\/|\.ts$)/;
