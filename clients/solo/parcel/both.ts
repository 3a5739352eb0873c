/* both.ts -- the way out and the way in, fetched as one. */
import '../../core/later';
export { Give } from './give';
export { Take } from './take';
