import { expect, test } from 'vitest';
import { Lanes } from '../../../src/adapters/asterisk/lanes.ts';

/** Work that says when it begins and ends when told. */
function work(name: string, said: string[]) {
  let end: (fail?: Error) => void = () => {};
  const done = new Promise<string>((resolve, reject) => {
    end = fail => (fail ? reject(fail) : resolve(name));
  });
  return {
    end: (fail?: Error) => end(fail),
    run: () => {
      said.push(name);
      return done;
    },
  };
}

const turns = () => new Promise(resolve => setImmediate(resolve));

test('works of one key run one after the other, of different keys side by side', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const [a1, a2, b1] = [work('a1', said), work('a2', said), work('b1', said)];
  const first = lanes.run(['a'], a1.run);
  const second = lanes.run(['a'], a2.run);
  void lanes.run(['b'], b1.run);
  expect(said).toEqual(['a1', 'b1']);
  a1.end();
  expect(await first).toBe('a1');
  await turns();
  expect(said).toEqual(['a1', 'b1', 'a2']);
  a2.end();
  expect(await second).toBe('a2');
});

test('a work with two keys waits for both, and both wait for it', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const [a, b, both, after] = [work('a', said), work('b', said), work('both', said), work('after', said)];
  void lanes.run(['a'], a.run);
  void lanes.run(['b'], b.run);
  void lanes.run(['a', 'b'], both.run);
  void lanes.run(['b'], after.run);
  a.end();
  await turns();
  expect(said).toEqual(['a', 'b']);
  b.end();
  await turns();
  expect(said).toEqual(['a', 'b', 'both']);
  both.end();
  await turns();
  expect(said).toEqual(['a', 'b', 'both', 'after']);
});

test('a work that fails holds nobody up', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const bad = work('bad', said);
  const next = work('next', said);
  const failed = lanes.run(['a'], bad.run);
  void lanes.run(['a'], next.run);
  bad.end(new Error('a fault'));
  await expect(failed).rejects.toThrow('a fault');
  await turns();
  expect(said).toEqual(['bad', 'next']);
});

test('what goes by a road that keeps the order waits for no answer of what went by it, and for all else', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const [first, second, behind, after] = [
    work('first', said),
    work('second', said),
    work('behind', said),
    work('after', said),
  ];
  void lanes.run(['a'], first.run, 'in-order');
  void lanes.run(['a'], second.run, 'in-order');
  void lanes.run(['a'], behind.run, 'behind');
  void lanes.run(['a'], after.run, 'in-order');
  expect(said).toEqual(['first', 'second', 'behind']);
  first.end();
  second.end();
  await turns();
  expect(said).toEqual(['first', 'second', 'behind']);
  behind.end();
  await turns();
  expect(said).toEqual(['first', 'second', 'behind', 'after']);
});

test('one that waits itself is waited for until it has ended', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const [alone, waits, after] = [work('alone', said), work('waits', said), work('after', said)];
  void lanes.run(['a'], alone.run);
  void lanes.run(['a'], waits.run, 'in-order');
  void lanes.run(['a'], after.run, 'in-order');
  alone.end();
  await turns();
  expect(said).toEqual(['alone', 'waits']);
  waits.end();
  await turns();
  expect(said).toEqual(['alone', 'waits', 'after']);
});

test('another road waits for the answers of that one', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const [inOrder, alone] = [work('in order', said), work('alone', said)];
  void lanes.run(['a'], inOrder.run, 'in-order');
  void lanes.run(['a'], alone.run);
  expect(said).toEqual(['in order']);
  inOrder.end();
  await turns();
  expect(said).toEqual(['in order', 'alone']);
});
