import { expect, test } from 'vitest';
import { smallCentre } from '../supervision/pictures.ts';
import { webWorld } from './web-world.ts';

test('a customer may be given to the menus that numbers of the centre lead to, each once', async () => {
  const web = await webWorld();
  const numbers = [
    { number: '*626', flow: 'averias-626' },
    { number: '*627', flow: 'averias-626' },
    { number: '*600', flow: 'directo' },
  ];
  web.records.centre = { ...web.records.centre, numbers };
  web.centre.show(smallCentre());
  const answer = await web.web.app.inject({
    url: '/api/v1/flows',
    headers: { cookie: await web.cookieOf('agente1') },
  });
  const title = (flow: string) => ({ es: `Flujo ${flow}`, en: `Flow ${flow}` });
  expect(answer.json()).toEqual({
    items: ['directo', 'averias-626'].map(name => ({ name, title: title(name) })),
    total: 2,
  });
});
