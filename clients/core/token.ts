/* token.ts -- who may sit on a seat. Made on the phone, so that a join whose answer got lost can be asked again for the
 * same seat. */
import { base64Of } from './base64';

const TOKEN_BYTES = 16;

export const newToken = (): string => base64Of(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
