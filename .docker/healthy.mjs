import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

// The health check of `web`: ends with 0 when every component answers, with 1 otherwise.
const LIMIT_MS = 3_000;
const { CAUCE_BIND: bind, CAUCE_HTTP_PORT: port, CAUCE_TLS_CERT: certificate } = process.env;
const everywhere = { '0.0.0.0': '127.0.0.1', '::': '::1' };

const probe = (certificate ? httpsRequest : httpRequest)(
  {
    host: everywhere[bind] ?? (bind || '127.0.0.1'),
    port: port || 8080,
    path: '/health/ready',
    timeout: LIMIT_MS,
    // The certificate names the public host; this asks the own process by its address.
    rejectUnauthorized: false,
  },
  response => process.exit(response.statusCode === 200 ? 0 : 1),
);
probe.on('timeout', () => probe.destroy());
probe.on('error', () => process.exit(1));
probe.end();
