/* later.ts -- the texts of what a page fetches when it is asked for: they come with the first such part, and not before
 * (build/plugins.mjs). Each part that is fetched by itself imports this; the build says where it does not. */
import { en, nl } from 'dk:texts-later';
import { learn } from './i18n';

learn({ nl, en });
