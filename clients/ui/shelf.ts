/* shelf.ts -- this device's storage, once per page. */
import { deviceShelf } from '../core/storage';

export const shelf = deviceShelf();
