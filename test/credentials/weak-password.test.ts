import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { proposePassword } from '../../softphone/state/person-form.ts';
import { type Owner, refuseWeak, weakness } from '../../src/credentials/weak-password.ts';

const ana: Owner = { username: 'ana.perozo', displayName: 'Ana Perozo', centre: 'guaire.example.org' };

/** What people, rules of companies and leaks know. */
const BAD = `
qwerty12345 Welcome2026! Password123 Password123! P@ssw0rd2026 Passw0rd!! password1234 passwordpassword Password!!!!
Contraseña1 Contraseña2026 contrasena123 Contraseña123! C0ntr4s3ñ4! contraseña. Clave12345 MiClave2026 laclave123
Venezuela2026 Venezuela2026* Venezuela.2026 venezuela123 Vzla202620 Caracas2026! caracas1234 Caraqueño2026 Maracaibo123
Maracaibo2026* Valencia2026! Barquisimeto1 Barquisimeto2026 Maracay2026! Merida2026! SanCristobal1 PuertoOrdaz1
Margarita2026 Carabobo1821 Carabobo2026! Bolivar1783 SimonBolivar SimonBolivar1 Orinoco2026 Zulia12345 Anzoategui1
Movistar2026 Movistar123! Cantv12345 Cantv2026!! Digitel0412 Digitel2026! Movilnet2026 Corpoelec1! Pdvsa123456
Banesco2026! Mercantil2026 Pagomovil1! Magallanes1 Magallanes2026 Leones2026!! Tigres2026!! Vinotinto10 Vinotinto2026
1234567890ab 12345678910 0123456789 9876543210a 1111122222 123123123123 112233445566 1357924680 24681012141
qwertyuiop1 qwertyuiop qwertyqwerty asdfghjkl123 asdfghjklñ zxcvbnm1234 zxcvbnm,./1 poiuytrewq1 ñlkjhgfdsa1
zaq12wsx34 1q2w3e4r5t6y 1qaz2wsx3edc !QAZ2wsx3edc qazwsxedc1 qweasdzxc1 q1w2e3r4t5 1q2w3e4r5t
aaaaaaaaaaaa abcabcabcabc abcdefghijkl ababababab AaAaAaAaAa 0000000000 xyzxyzxyzxyz holaholahola clave-clave-clave
Bienvenido1 Bienvenido2026! Bienvenida2026 bienvenidos1 Cambiame123 Cambiar2026! changeme2026 Temporal2026 Provisional1
Administrador2026 administrador1 Admin12345! admin123456 Adm1n1strad0r root123456! Supervisor2026 Supervisora1!
letmein12345 iloveyou2026 trustno1trustno1 monkey123456 dragon123456 sunshine123! football2026 superman2026
princesa123 estrella123 chocolate12 mariposa123 teamomucho1 TeAmo12345 amor1234567 corazon1234 Hola2026!! hola123456
HolaMundo1! Dios1234567 diosesamor1 jesucristo1 Jesus12345! bendecido1! Familia2026! MiFamilia1! mamaypapa1 papaymama1
Diciembre2026 Septiembre2026! Enero2026!! Octubre2026* lunes12345 Viernes2026! Verano2026! Summer2026! Winter2026!!
Navidad2026! January2026! Monday2026!! Domingo2026! Primavera1! Felicidad2026
Empresa2026! Company2026! Oficina2026! Trabajo2026! Telefono2026 Telefono123 Averias626! averias2026 Cauce2026!!
CallCenter1! Callcenter2026 Atencion2026! Operador2026 Operadora1! Soporte2026! Sistemas2026 Usuario2026* usuario123
Cliente2026! Agente2026! agente1234 Internet2026 Inicio2026! Prueba2026! pruebas1234 Demo123456
maria12345 Maria2026!! jose123456 Carlos2026! Luis1234567 Daniel2026! Gabriela2026 Alejandro1! Rodriguez1! Gonzalez2026
barcelona10 Barcelona2026 realmadrid7 futbol2026! Colombia2026 Medellin2026 Espana2026!
04145550101 0414-5550101 02125550101 +584145550101 V-17384920! V17384920! 17/03/1985! 17031985aa 19901990ab 01012026aa
ozorep.ana1 ozoreP2026! ａｖｅｒｉａｓ２０２６ ｑｗｅｒｔｙ１２３４ aver\u200bias2026 c.o.n.t.r.a.s.e.n.a p-a-s-s-w-o-r-d
q_w_e_r_t_y_1_2
ana.perozo1 AnaPerozo2026 Perozo2026! anaperozo1! Guaire2026! guaire12345 Ana.Perozo! perozoperozo
`
  .trim()
  .split(/\s+/);

/** Random ones and phrases, also with an accent, a name and a year in them. */
const GOOD = [
  'correct-horse-7',
  'barco-azul-lento-9',
  'another-horse-9',
  'prueba-larga-626',
  'kd7m-p3xw-9hty-a2vf',
  'ana-vive-en-una-lancha',
  'tortuga.verde.camina',
  'x7$Lq0vW2z',
  'mi gato come arepas',
  'perro lluvia 42 mesa',
  'Jh83hd92kf',
  'lámpara-sopa-tren',
  'Zk4!pQ8s#d',
  'el río suena de noche',
  'cuatro-sillas-rotas',
  'aVg9rT2bXc',
  'telescopio naranja lento',
  'Qu3so&Papelon#7',
  'bicicleta-nube-87',
  'la lluvia en Mérida 9',
  'violeta cuaderno pared',
  'caracas huele a mango',
  'tres tazas de neblina',
  'martillo_cebolla_22',
  'queso/puente/reloj',
  'Pantufla-Jirafa-Sal',
  'gavilán sobre el tejado',
  'nueve-cucharas-2026',
  'ventana oxidada gris',
  'plomo trapecio hilo',
  'zapato-bajo-el-agua',
  'dW8vKz2mQe4t',
  'hq3xv9bn2kzp',
  'T7f-Rk2-Wq9-Lm4',
  '9f2c7b41d08e6a35',
  'uXkq)fR3mW',
  'sillón de mi abuela 3',
  'cometa rota en agosto',
  'un burro sabe latín',
  'purple-otter-galaxy',
  'seventeen quiet lamps',
  'ghost pepper marmalade',
  'wool&granite&plum',
  'La cabra tira al monte!',
  'cinco dedos y un ancla',
  'mvtgwzrkpq',
  '8264-lagarto-tibio',
  'pez.luna.teja.92',
  'Guacharaca+Tornillo',
  'ruido de motor lejano',
  'ñandú-brújula-kiwi',
  'café con sal y trueno',
];

describe('a new password', () => {
  test('the lists are what they say: two hundred bad ones and fifty good ones, each long enough for the form', () => {
    expect(new Set(BAD).size).toBeGreaterThanOrEqual(200);
    expect(new Set(GOOD).size).toBeGreaterThanOrEqual(50);
    expect([...BAD, ...GOOD].filter(each => each.length < 10)).toEqual([]);
  });

  test('is refused when it would be guessed', async () => {
    const passed = [];
    for (const each of BAD) if ((await weakness(each, ana)) === null) passed.push(each);
    expect(passed).toEqual([]);
  });

  test('is taken when it would not', async () => {
    const refused = [];
    for (const each of GOOD) if ((await weakness(each, ana)) !== null) refused.push(each);
    expect(refused).toEqual([]);
  });

  test('that a page proposes is taken', async () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const random = createHash('sha256').update(String(seed)).digest().subarray(0, 16);
      expect(await weakness(proposePassword(random), ana)).toBeNull();
    }
  });

  test.each([
    ['perozo-ana.perozo', 'su nombre'],
    ['Contraseña2026', 'muy usada'],
    ['17/03/1985!', 'una fecha'],
    ['0414-5550101', 'teléfono'],
    ['abcdefghijkl', 'seguidos'],
    ['1qaz2wsx3edc', 'muy usada'],
    ['edcvfrtgbnhy', 'teclas vecinas'],
    ['xkxkxkxkxkxk', 'repite'],
  ])('%s is refused because of %s, with advice', async (password, why) => {
    const words = await weakness(password, ana);
    expect(words?.es).toContain(why);
    expect(words?.es).toContain('tres o cuatro palabras sueltas');
  });

  test('is somebody else’s business: the same one may be theirs and not mine', async () => {
    const other = { ...ana, username: 'kvothe.arliden', displayName: 'Kvothe Arliden' };
    expect(await weakness('KvotheArliden7', ana)).toBeNull();
    expect((await weakness('KvotheArliden7', other))?.en).toContain('your name');
  });

  test('is told of as a fault of its field', async () => {
    const refused = refuseWeak('qwerty12345', ana, 'next');
    await expect(refused).rejects.toMatchObject({
      code: 'invalid-input',
      details: { faults: [{ path: 'body.next', words: { en: expect.any(String), es: expect.any(String) } }] },
    });
  });

  test('costs little to look at, whatever it is', async () => {
    await weakness('warm-up', ana);
    const hard = ['a', 'ab', 'aab', 'aabaabab', 'a4@e3i1!o0s5$t7+l1', 'qwerty', 'ñ', '👩‍👩‍👧'];
    for (const block of hard) {
      const began = performance.now();
      await weakness(block.repeat(256).slice(0, 256), ana);
      // Unbounded, the first of these takes many seconds.
      expect(performance.now() - began, block).toBeLessThan(500);
    }
  });
});
