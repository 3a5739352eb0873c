/* serve.mjs -- `npm run preview`: look at every page while working on it. */
import { servePreview } from './built.mjs';

const { address } = await servePreview(Number(process.env.PORT ?? 0));
console.log(address);
