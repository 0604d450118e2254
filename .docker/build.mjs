import { build } from '../src/launcher/bootstrap/build.mjs';

// Compiles the server and the pages in an image, with the same code as `npm start`.
build({ appDir: process.cwd(), node: process.execPath }, null);
