import helmet from '@fastify/helmet';
import type { Api } from './api.ts';
import type { WebConfig } from './parts.ts';

/** A host that may be written into a header: anything else is left out of it. */
const HOST = /^[A-Za-z0-9.:[\]-]{1,255}$/;

/** What browsers are told to forbid, on every answer. */
export async function securityHeaders(app: Api, config: Pick<WebConfig, 'tls'>): Promise<void> {
  const secure = config.tls !== null;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // The component library writes style elements at run time; styles cannot run code.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:', 'data:'],
        workerSrc: ["'self'", 'blob:'],
        // Older browsers do not count ws: of the same host as 'self'.
        connectSrc: ["'self'", request => sameHostSockets(request.headers.host, secure)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  });
  app.addHook('onSend', async (_request, reply) => {
    void reply.header(
      'permissions-policy',
      'microphone=(self), hid=(self), camera=(), geolocation=(), usb=(), payment=()',
    );
  });
}

function sameHostSockets(host: string | undefined, secure: boolean): string {
  return host !== undefined && HOST.test(host) ? `${secure ? 'wss' : 'ws'}://${host}` : "'self'";
}
