/* consequence.tsx -- alone, the consequence is also where one can look at another way. */
import type { JSX } from 'preact';
import { Told } from '../participant/consequence';
import type { Playing } from '../participant/seat';
import { Otherwise } from './otherwise';

export function Consequence({ playing }: { readonly playing: Playing }): JSX.Element {
  return (
    <>
      <Told playing={playing} />
      <Otherwise seat={playing} />
    </>
  );
}
