/* later-parts.ts -- what a phone needs only later on, fetched as one: the look back, and all about people's own team.
 * It comes as soon as the first screen is there (fetched-ahead.ts), so nobody waits for it when it is time. */
import '../core/later';
export { AskedPart } from './asked';
export { Debrief } from './debrief/debrief';
export { Compared } from '../ui/own/compared';
