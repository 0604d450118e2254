// The first thing that runs on a fresh machine: before `npm ci`, and perhaps on a Node that is too old. So this
// file uses old syntax, looks at the version, and only then loads the rest, which also imports `node:` modules only.
var wanted = [20, 19];
var found = process.versions.node.split('.').map(Number);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'Cauce necesita Node ' +
      wanted.join('.') +
      ' o más nuevo; este es ' +
      process.versions.node +
      '.\n' +
      'Cauce needs Node ' +
      wanted.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.',
  );
  process.exit(1);
} else {
  import('./bootstrap/run.mjs').then(module => module.run(process.argv[2], process.argv.slice(3)));
}
