import { transformAsync } from '@babel/core';
import compiler from 'babel-plugin-react-compiler';
import type { Plugin } from 'vite';

/** What stands on a page while somebody talks. The rest changes little, and would only grow by a seventh. */
const PAINTERS = /\/softphone\/views\/(agent|desk|supervisor|tickets)\/.*\.tsx?$/;

/**
 * Has React's compiler remember what each component drew from the same values, so that a change on the screen redraws what it
 * changed and nothing else (https://react.dev/learn/react-compiler). What breaks the rules of React, or is written in a way
 * that the compiler does not take, ends the build: it would be drawn anew each time, and nobody would see why.
 */
export function compiled(): Plugin {
  return {
    name: 'compiled',
    enforce: 'pre',
    async transform(code, id) {
      const [file = id] = id.split('?');
      if (!PAINTERS.test(file)) return null;
      const done = await transformAsync(code, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: [[compiler, { panicThreshold: 'all_errors' }]],
      });
      return done?.code ? { code: done.code, map: done.map } : null;
    },
  };
}
